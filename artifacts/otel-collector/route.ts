/**
 * A regular expression of Go (RE2) for the paths that a route begins: the route itself, and what follows after `/`, `?` or `#`, so that
 * `/auth` is not `/authors`. A route that ends with `/` begins whatever follows. The processor does not anchor by itself.
 */
export function routePattern(route: string): string {
  const literal = route.replace(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
  return `^${literal}${route.endsWith("/") ? "" : "(?:[/?#]|$)"}`;
}

/** A text as it stands in the file, where the collector would replace what `${…}` names, and reads `$$` as `$`. */
export const unexpanded = (text: string): string => text.replaceAll("$", "$$$$");
