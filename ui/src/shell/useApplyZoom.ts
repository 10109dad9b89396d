// Zooms the window, and registers the actions that change the zoom.
import { useMutation } from "@tanstack/react-query";
import { useEffect } from "react";
import { useAction } from "@/actions/Actions";
import { setZoom } from "@/ipc/bindings/commands";
import { NORMAL_ZOOM, nextZoom, setZoomLevel, useZoom } from "@/lib/zoom/zoom";

export function useApplyZoom(): void {
  const percent = useZoom();
  const { mutate } = useMutation({ mutationFn: setZoom });
  useEffect(() => mutate({ percent }), [mutate, percent]);
  const step = (direction: 1 | -1) => {
    const next = nextZoom(percent, direction);
    return next === null ? null : () => setZoomLevel(next);
  };
  useAction("zoomIn", step(1));
  useAction("zoomOut", step(-1));
  useAction("zoomReset", percent === NORMAL_ZOOM ? null : () => setZoomLevel(NORMAL_ZOOM));
}
