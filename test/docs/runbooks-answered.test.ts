import { expect, test } from "vitest";
import { around } from "../../cli/runbooks/page.ts";
import { ask } from "../prometheus/engine.ts";
import { fences, pagesBelow, read } from "./markdown.ts";
import { interval, now, simulated } from "./simulated.ts";

/** Every query that a person finds in a runbook, but for those that are written from the alerts and proved with them. */
const asked = pagesBelow("docs/runbooks").flatMap((path) =>
  around(read(path))
    .flatMap(fences)
    .filter(({ info }) => info === "promql")
    .map(({ text }) => ({ path, text })),
);

test("every query of a runbook finds an answer in Prometheus' own engine, in what its product exports", async () => {
  expect(asked.length).toBeGreaterThan(50);
  const answers = await ask(
    interval,
    simulated(),
    asked.map(({ text }) => ({ expr: text, at: now })),
  );
  const empty = asked.filter((_, index) => !answers[index]?.values.some((value) => Number.isFinite(value)));
  expect(empty.map(({ path, text }) => `${path}: ${text}`)).toEqual([]);
}, 120_000);
