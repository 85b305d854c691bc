import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { predictPlain, predictSlo } from "../../analysis/prove/predict.ts";
import { isEvents } from "../../analysis/prove/slo-cases.ts";
import { sloAt, watch } from "../../analysis/prove/watched.ts";
import { resolvedCatalog } from "./catalog.ts";
import { byTurns, incidentOf, incidents } from "./incidents.ts";
import { compared, episodes, figures, median, resolving, severities, simulated, times } from "./recovery.ts";
import { holds } from "./suite.ts";

/** A page and a ticket at 99.9 % over 30 days, with every tier; evaluated by the minute. */
const watched = watch(resolvedCatalog("test/products/catalog"));
const slo = sloAt(watched, "hastecrm/api/availability");
if (!isEvents(slo)) throw new Error("the SLO of this comparison counts events");
const all = incidents.map((incident) => compared(incident, slo));
const of = (...kinds: string[]) => all.filter(({ incident }) => kinds.includes(incident.kind));

/** Minutes from recovery to resolve, in the median. */
const longest = 15;

describe("incidents under our rules and under plain ones, minute by minute in real Prometheus", () => {
  holds(all.map((one) => simulated(one, watched, slo)));
});

describe("the end of an alert", () => {
  it("comes within fifteen minutes of recovery in the median: of pages and tickets together, and of each", () => {
    expect(slo.target.toFraction()).toBe("999/1000");
    for (const which of [severities, ["page"], ["ticket"]] as const) {
      expect(times(all, "ours", which).length, which.join()).toBeGreaterThan(4);
      expect(median(times(all, "ours", which)), which.join()).toBeLessThanOrEqual(longest);
      expect(median(times(all, "plain", which)), `plain ${which.join()}`).toBeGreaterThan(longest);
    }
  });

  it("comes within fifteen minutes of the end of any single incident, not only of the middle one, and within twenty at a request a minute", () => {
    const single = of("outage", "partial", "slow");
    const isBusy = ({ incident }: (typeof single)[number]) => incident.trace.every(({ total }) => total > 1);
    expect(single.filter(isBusy).length).toBeLessThan(single.length);
    expect(Math.max(...times(single.filter(isBusy), "ours"))).toBeLessThanOrEqual(longest);
    expect(Math.max(...times(single, "ours"))).toBeLessThanOrEqual(20);
  });

  it("comes once after an outage, at whatever traffic, and no ticket follows its page", () => {
    for (const { incident, ours } of of("outage")) {
      expect(ours.page.length, incident.name).toBe(1);
      expect(ours.ticket, incident.name).toEqual([]);
    }
  });

  it("is one page of what fails for fourteen minutes of every 33, where plain rules make three", () => {
    const [one] = all.filter(({ incident }) => incident.name.startsWith("4 % fail for 14 min of every 33"));
    expect(one?.ours.page.length).toBe(1);
    expect(one?.plain.page.length).toBeGreaterThan(2);
  });

  it.each(of("flapping").map((one) => [one.incident.name, one] as const))("does not come in a pause: %s", (_name, one) => {
    for (const severity of severities) expect(one.ours[severity].length).toBeLessThanOrEqual(one.plain[severity].length);
  });

  it("makes fewer pages of what comes and goes: two for three", () => {
    expect(episodes(of("flapping"), "ours", "page") * 1.5).toBeLessThan(episodes(of("flapping"), "plain", "page"));
  });

  it("comes once too early at most where pauses are longer, as the first one cannot be told from the end", () => {
    for (const { incident, ours, plain } of of("long pauses")) {
      expect(ours.page.length, incident.name).toBeLessThanOrEqual(plain.page.length + 1);
      expect(ours.ticket.length, incident.name).toBeLessThanOrEqual(plain.ticket.length);
    }
  });

  it("does not delay its beginning by a minute; a ticket is silent under a page, and comes later or never", () => {
    for (const { incident, ours, plain } of all) {
      expect(ours.page[0]?.[0], incident.name).toBe(plain.page[0]?.[0]);
      const [page, ticket, alone] = [ours.page[0]?.[0], ours.ticket[0]?.[0], plain.ticket[0]?.[0]];
      if (ticket !== alone) expect(page, incident.name).toBeLessThanOrEqual(alone ?? 0);
    }
  });

  it("is the same or better for nearly whatever comes and goes with pauses of up to twelve minutes, and a page more at the worst", () => {
    const [runs, more] = [300, new Set<string>()];
    const turns = fc.array(fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 12 })), { minLength: 2, maxLength: 25 });
    const share = fc.constantFrom(1, 0.5, 0.2, 0.1, 0.05, 0.03, 0.02, 0.015, 0.01, 0.008);
    fc.assert(
      fc.property(turns, share, fc.constantFrom(200, 600, 4000), (lengths, failed, traffic) => {
        const incident = incidentOf("flapping", "made up", traffic, byTurns(lengths, traffic, failed));
        const [ours, plain] = [predictSlo(incident.trace, slo), predictPlain(incident.trace, slo)];
        // What is known to flap may page in a pause, when the hour has spent its share; a burst of a minute after eleven of them may page anew.
        const most = Math.max(plain.page.length, 1);
        expect(ours.page.length).toBeLessThanOrEqual(most + 1);
        if (ours.page.length > most) more.add(JSON.stringify([lengths, failed, traffic]));
        // Where the pages of plain rules come and go, the ticket comes between them, as it does without a proof.
        expect(ours.ticket.length).toBeLessThanOrEqual(plain.ticket.length + plain.page.length);
        // What is known to flap is bridged by half an hour.
        expect(resolving(ours.page, incident) ?? 0).toBeLessThanOrEqual(Math.max(resolving(plain.page, incident) ?? 0, 30) + 8);
      }),
      { numRuns: runs },
    );
    // About one in ten thousand.
    expect([...more]).toSatisfy((found: readonly string[]) => found.length <= runs / 100);
  });
});

describe("docs/adr/0005", () => {
  it("has the figures of this run", () => {
    expect(readFileSync("docs/adr/0005-alerts-end-when-recovery-is-proved.md", "utf8")).toContain(figures(all));
  });
});
