import { describe, expect, test } from "vitest";
import { alike, isVariant, sameForm } from "../../../../analysis/contract/compare/alike.ts";

describe("the name that was meant", () => {
  test.each([
    ["a slip of the pen", "seat_usage", ["seats_used", "seat_usages"], "seat_usages"],
    ["more words", "seat_usage", ["organization_seat_usage", "heap_usage_bytes"], "organization_seat_usage"],
    ["fewer words", "shop_api_requests_total", ["requests_total"], "requests_total"],
    [
      "the same words before fewer letters",
      "http_duration_seconds",
      ["http_rotation_seconds", "http_request_duration_seconds"],
      "http_request_duration_seconds",
    ],
    ["words that are joined in another way", "db.query.duration", ["db_query_duration"], "db_query_duration"],
    ["the fewest letters", "job_duration_seconds", ["jobs_durations_second", "process_cpu_seconds_total"], "jobs_durations_second"],
    ["nothing like it", "seat_usage", ["http_requests_total"], undefined],
    ["one short word in common", "id", ["user_id"], undefined],
    ["nothing there", "seat_usage", [], undefined],
  ])("%s", (_, written, names, meant) => {
    expect(alike(written, names)).toBe(meant);
  });
});

describe("the same word in another spelling", () => {
  test.each([
    ["failed", "failure", true],
    ["failed", "Failed", true],
    ["failed", "fail", true],
    ["failed", "failed", false],
    ["failed", "ok", false],
    ["lost", "last", false],
    ["failed", "failsafemode", false],
    ["get", "put", false],
    ["500", "502", false],
    ["error_db", "error_api", false],
  ])("%s, %s: %s", (one, other, variant) => {
    expect(isVariant(one, other)).toBe(variant);
  });
});

test("a value that begins with a digit is of another form than one that does not", () => {
  expect([sameForm("5", "200"), sameForm("5", "5xx"), sameForm("5", "ok"), sameForm("failed", "ok")]).toEqual([true, true, false, true]);
});
