import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { replay } from "../../../analysis/review/backtest/evaluate.ts";
import { type Recorded, recorderOf } from "../../../analysis/review/backtest/recorder.ts";
import { pagingIn, periodsFor, tunePending } from "../../../analysis/tune/pending.ts";
import type { TuneOptions } from "../../../analysis/tune/tune.ts";
import { type Eventful, feed } from "../../../bench/eventful.ts";
import { writeMadeCatalog } from "../../../bench/made-catalog.ts";
import { chance } from "../../../cli/history/example/chance.ts";
import { loadCatalog, resolve } from "../../../language.ts";
import { signalsOf } from "../../../model/condition.ts";

const parent = mkdtempSync(join(tmpdir(), "pending-"));
afterAll(() => rmSync(parent, { recursive: true, force: true }));

/** An alert that pages while more than a fifth of the requests of two minutes fail. */
function alertsWith(held: string, severity = "critical") {
  const { catalog } = loadCatalog(writeMadeCatalog(join(parent, `${held}-${severity}`), 1).catalog);
  if (!catalog) throw new Error("the made catalog has problems");
  for (const source of Object.values(catalog.organization.sources)) Object.assign(source, { scrape: "1m", evaluate: "1m" });
  const service = catalog.systems[0]?.services["service-0"];
  const [slo] = Object.values(service?.slos ?? {});
  if (!service || !slo) throw new Error("it has no service");
  const when = { "bad-share": { above: "20%", over: "2m", least: 5 } };
  Object.assign(service.alerts, {
    failing: { signal: slo.signal, when, for: held, missing: "quiet", why: "tested", severity, runbook: slo.runbook, environments: {} },
  });
  return pagingIn(resolve(catalog, "prod"));
}

const weeks = 4;
const span = { from: 0, to: weeks * 604_800 };

/** Outages of half an hour that are incidents, and failures of two or three minutes that nobody needs to be called for. */
function spiky(seed: number): Eventful {
  const next = chance(seed);
  const minutes = Array.from({ length: weeks * 10_080 }, () => ({ total: 100, bad: 0 }));
  const fail = (from: number, length: number) => {
    for (let minute = from; minute < from + length; minute++) minutes[minute] = { total: 100, bad: 60 };
  };
  for (let count = weeks * 15; count > 0; count--) fail(Math.floor(next() * (minutes.length - 10)), 2 + Math.floor(next() * 2));
  const incidents = Array.from({ length: weeks * 2 }, (_, index) => {
    const from = index * 5040 + Math.floor(next() * 4900);
    fail(from, 30);
    return { id: `outage-${index}`, title: "outage", from: from * 60, to: (from + 30) * 60, services: ["system-0/service-0"] };
  });
  return { minutes, incidents };
}

const history = spiky(3);
function optionsFor(alerts: ReturnType<typeof alertsWith>, more: Partial<TuneOptions> = {}): TuneOptions & { readonly recorded: Recorded } {
  const recorder = recorderOf(
    alerts.flatMap(({ when }) => signalsOf(when)),
    span,
  );
  feed(recorder, history);
  return { recorded: recorder.recorded(), span, incidents: history.incidents, unread: () => undefined, ...more };
}

describe("the pending period of an alert that pages", () => {
  const [alert] = alertsWith("1m");
  if (!alert) throw new Error("there is no alert");
  const options = optionsFor([alert]);

  test("is raised where it pages for what is over in a few minutes, by no more than what may be later", () => {
    const [found] = tunePending([alert], options);
    if (!found || "why" in found) throw new Error(found?.why ?? "nothing was tuned");
    const { present, best, confirmed } = found;
    expect(present.watching.for).toBe(60);
    expect(best?.watching.for).toBeGreaterThan(60);
    expect(best?.watching.for).toBeLessThanOrEqual(60 + 300);
    expect(best?.heldOut.outside).toBeLessThan(present.heldOut.outside * 0.7);
    expect(best?.heldOut.delays.size).toBe(present.heldOut.delays.size);
    expect(confirmed).toBe(true);
    expect(best?.whole.pages).toBe(replay({ ...alert, for: best?.watching.for ?? 0 }, options.recorded).length);
  });

  test("stays where no page may come later", () => {
    const [found] = tunePending([alert], { ...options, later: 0 });
    expect(found && "present" in found && (found.best?.watching.for ?? found.present.watching.for)).toBeLessThanOrEqual(60);
  });

  test("is tried in whole minutes and evaluations, and where there is none in the first minutes", () => {
    const evaluator = { ...alert.evaluator, evaluate: 60 };
    expect(periodsFor({ for: 600, evaluator })).toEqual([0, 180, 300, 900, 1200, 1800, 2400]);
    expect(periodsFor({ for: 60, evaluator })).toEqual([0, 120, 180, 240]);
    expect(periodsFor({ for: 0, evaluator })).toEqual([60, 120, 300, 600]);
    expect(periodsFor({ for: 600, evaluator: { ...evaluator, evaluate: 120 } }).every((seconds) => seconds % 120 === 0)).toBe(true);
  });
});

describe("an alert is not tuned", () => {
  test("that only posts", () => {
    expect(alertsWith("1m", "warning")).toEqual([]);
  });

  test("that saw too few incidents, or has no data, with the reason", () => {
    const alerts = alertsWith("1m");
    expect(tunePending(alerts, optionsFor(alerts, { incidents: [] }))).toMatchObject([{ why: expect.stringContaining("0 and 0 of its") }]);
    expect(tunePending(alerts, optionsFor(alerts, { unread: () => "the history has no such series" }))).toMatchObject([
      { why: "the history has no such series" },
    ]);
  });
});
