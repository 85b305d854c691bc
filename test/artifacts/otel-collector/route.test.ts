import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { routePattern } from "../../../artifacts/otel-collector/route.ts";

/** The pattern uses nothing that Go and JavaScript read differently; a test with the collector itself is in running.program.test.ts. */
const begins = (route: string, path: string) => new RegExp(routePattern(route)).test(path);

describe("a route", () => {
  test.each(["/auth", "/auth/", "/auth/google/callback", "/auth?code=1", "/auth#top"])("begins %s", (path) => {
    expect(begins("/auth", path)).toBe(true);
  });

  test.each(["/authors", "/auth-log", "/v1/auth", "auth", "/aut", "/Auth", "/x?next=/auth"])("does not begin %s", (path) => {
    expect(begins("/auth", path)).toBe(false);
  });

  test("that ends with a slash begins everything below it, and not itself without one", () => {
    expect(begins("/api/", "/api/contacts")).toBe(true);
    expect(begins("/api/", "/api")).toBe(false);
  });

  test("is taken literally, whatever its characters mean to a regular expression", () => {
    const text = fc.string({ unit: fc.constantFrom(..."\\^$.*+?()[]{}|-/aA0 ") });
    fc.assert(
      fc.property(text, text, (route, path) => {
        const literal = `/${route}`;
        const whole = literal.endsWith("/") || /^(?:[/?#]|$)/.test(path.slice(literal.length));
        expect(begins(literal, path)).toBe(path.startsWith(literal) && whole);
        expect(begins(literal, `${literal}/${path}`)).toBe(true);
        // What the collector would replace in its file.
        expect(routePattern(literal)).not.toMatch(/\$[{$]/);
      }),
    );
  });
});
