// The query of a URL as names and values, edited in place: untouched pairs keep their exact text.
// Pure.
export interface QueryPair {
  name: string;
  value: string;
}

interface Parts {
  before: string;
  pairs: string[];
  /** The fragment with its `#`, or empty. */
  fragment: string;
}

function partsOf(url: string): Parts {
  const hash = url.indexOf("#");
  const bare = hash < 0 ? url : url.slice(0, hash);
  const mark = bare.indexOf("?");
  const query = mark < 0 ? "" : bare.slice(mark + 1);
  return {
    before: mark < 0 ? bare : bare.slice(0, mark),
    pairs: query === "" ? [] : query.split("&"),
    fragment: hash < 0 ? "" : url.slice(hash),
  };
}

function decoded(written: string): string {
  try {
    return decodeURIComponent(written.replaceAll("+", " "));
  } catch {
    return written;
  }
}

export function queryOf(url: string): QueryPair[] {
  return partsOf(url).pairs.map((pair) => {
    const equals = pair.indexOf("=");
    return {
      name: decoded(equals < 0 ? pair : pair.slice(0, equals)),
      value: equals < 0 ? "" : decoded(pair.slice(equals + 1)),
    };
  });
}

const joined = ({ before, pairs, fragment }: Parts) =>
  `${before}${pairs.length === 0 ? "" : `?${pairs.join("&")}`}${fragment}`;

/** The URL with one pair replaced; an index past the last pair adds one. */
export function withPair(url: string, at: number, { name, value }: QueryPair): string {
  const parts = partsOf(url);
  const pairs = [...parts.pairs];
  pairs[at] = `${encodeURIComponent(name)}=${encodeURIComponent(value)}`;
  return joined({ ...parts, pairs });
}

export function withoutPair(url: string, at: number): string {
  const parts = partsOf(url);
  return joined({ ...parts, pairs: parts.pairs.filter((_, place) => place !== at) });
}
