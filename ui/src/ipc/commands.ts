// Every command of the application, one function each, with its name written out: a test on the other side reads
// this file and compares the names with its own. No caching and no retries here, only the call.
import { invoke } from "@tauri-apps/api/core";
import type {
  BodyText,
  Changes,
  DraftView,
  EventDetail,
  Listing,
  ListingWindow,
  ResendView,
  SendRequest,
  SettingsChange,
  SettingsView,
  Sidebar,
  Status,
  TreePage,
} from "./types";

/** Rows a window of a listing may have. */
export const LISTING_WINDOW_MAX = 200;
/** Bytes one call for a body may ask for. */
export const BODY_PART_MAX = 1024 * 1024;
/** Children one page of a tree may have. */
export const TREE_PAGE_MAX = 500;

export const status = () => invoke<Status>("status");
export const sidebar = () => invoke<Sidebar>("sidebar");
export const openListing = (filter: string) => invoke<Listing>("open_listing", { filter });
export const listingWindow = (listing: number, start: number, len: number) =>
  invoke<ListingWindow>("listing_window", { listing, start, len });
export const closeListing = (listing: number) => invoke<null>("close_listing", { listing });
export const event = (id: number) => invoke<EventDetail>("event", { id });
export const bodyText = (id: number, start: number, len: number) =>
  invoke<BodyText>("body_text", { id, start, len });
export const bodyBytes = (id: number, start: number, len: number) =>
  invoke<ArrayBuffer>("body_bytes", { id, start, len });
export const tree = (id: number, node: number | null, start: number, len: number) =>
  invoke<TreePage>("tree", { id, node, start, len });
export const treePointer = (id: number, node: number) => invoke<string>("tree_pointer", { id, node });
export const changes = (id: number) => invoke<Changes>("changes", { id });
export const draft = (id: number) => invoke<DraftView>("draft", { id });
export const send = (request: SendRequest) => invoke<ResendView>("send", { request });
export const cancelSend = (eventId: number) => invoke<null>("cancel_send", { eventId });
export const resends = (id: number) => invoke<ResendView[]>("resends", { id });
export const settings = () => invoke<SettingsView>("settings");
export const changeSettings = (change: SettingsChange) => invoke<SettingsView>("change_settings", { change });
export const sendSamples = () => invoke<number>("send_samples");
export const listenAgain = (address: string | null) => invoke<Status>("listen_again", { address });
