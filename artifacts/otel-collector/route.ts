/**
 * A regular expression of Go (RE2) for the paths that a route begins: the route itself, and what follows after `/`, `?` or `#`, so that
 * `/auth` is not `/authors`. A route that ends with `/` matches everything below it. The processor does not anchor patterns.
 *
 * The collector reads `${…}` and `$$` in its file in its own way; here neither occurs, because each character of a route that a regular
 * expression reads is escaped.
 */
export function routePattern(route: string): string {
  const literal = route.replace(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
  return `^${literal}${route.endsWith("/") ? "" : "(?:[/?#]|$)"}`;
}
