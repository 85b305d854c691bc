import { expect, test } from "vitest";
import { type Measured, pageAfter } from "../../bench/page.ts";

const answer = (title: string, text: string, seen: string, met = true) => ({
  title,
  text,
  demands: [{ what: `${title} is fast`, seen, met }],
});

test("a run of all questions writes the page", () => {
  const page = pageAfter("", {
    name: "performance",
    answers: [answer("Scale", "| a |", "1 s"), answer("Start", "| b |", "2 s", false)],
    on: "one machine",
  });
  expect(page).toContain("| Scale is fast |  1 s | met     |");
  expect(page).toContain("| Start is fast |  2 s | not met |");
  expect(page).toMatch(/## Scale\n\none machine\.\n\n\| a \|\n\n## Start\n/);
});

test("a run of one question leaves the others, with what they were measured on", () => {
  const before = pageAfter("", {
    name: "performance",
    answers: [answer("Scale", "| a |", "1 s"), answer("Start", "| b |", "2 s", false)],
    on: "monday",
  });
  const after = pageAfter(before, { name: "performance", answers: [answer("Start", "| c |", "1 s")], on: "tuesday" });
  expect(after).toMatch(/## Scale\n\nmonday\.\n\n\| a \|\n\n## Start\n\ntuesday\.\n\n\| c \|\n$/);
  expect(after).toContain("| Start is fast |  1 s | met |");
  expect(after).toContain("| Scale is fast |  1 s | met |");
});

test("writing the same answers again changes nothing", () => {
  const measured: Measured = { name: "performance", answers: [answer("Scale", "| a |", "1 s")], on: "monday" };
  const page = pageAfter("", measured);
  expect(pageAfter(page, measured)).toBe(page);
});

test("each page has a heading of its own", () => {
  expect(pageAfter("", { name: "alert-quality", answers: [], on: "monday" })).toMatch(/^# Alert quality\n/);
});
