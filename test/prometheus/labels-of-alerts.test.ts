import { describe, expect, it } from "vitest";
import { type Watch, watched } from "../../analysis/prove/watch.ts";

/** Of two instances one fails from the third minute to the fifth. */
const series = [
  { series: 'failing{instance="a", severity="own"}', values: "0 0 0 1 1 1 0 0 0" },
  { series: 'failing{instance="b", severity="other"}', values: "0 0 0 0 0 0 0 0 0" },
];

function watch(alert: string, rest: Partial<Watch> = {}): Watch {
  const rules = `groups: [{ name: all, interval: 1m, rules: [{ alert: Fails, expr: failing == 1, ${alert} }] }]`;
  return { tick: 60_000, series, rules, step: 60, length: 480, ...rest };
}

const fires = async (one: Watch) => (await watched([one]))[0]?.fires;

describe("labels of an alert that is evaluated by itself", () => {
  it("fires alike with labels, with templates and with neither", async () => {
    for (const alert of [
      "",
      "labels: { severity: page }",
      'labels: { severity: "{{ $labels.instance }}" }',
      'annotations: { summary: "{{ $value }}" }',
    ]) {
      expect(await fires(watch(alert)), alert).toEqual({ Fails: [[180, 360]] });
    }
  });

  it("waits and keeps firing with them", async () => {
    expect(await fires(watch("labels: { severity: page }, for: 1m, keep_firing_for: 1m"))).toEqual({ Fails: [[240, 420]] });
  });

  it("has them in the alert, in the place of the metric's own", async () => {
    expect(await fires(watch("labels: { severity: page }", { apart: "severity" }))).toEqual({ "Fails page": [[180, 360]] });
    expect(await fires(watch('labels: { severity: "of {{ $labels.severity }}" }', { apart: "severity" }))).toEqual({
      "Fails of own": [[180, 360]],
    });
    expect(await fires(watch("", { apart: "severity" }))).toEqual({ "Fails own": [[180, 360]] });
  });

  it("refuses series that they make the same", async () => {
    const same = (labels: string) =>
      fires({ ...watch(""), rules: `groups: [{ name: all, rules: [{ alert: Fails, expr: failing, ${labels} }] }]` });
    await expect(same("labels: { instance: any, severity: page }")).rejects.toThrow("same labelset");
    await expect(same('labels: { instance: any, severity: "{{ $labels.job }}" }')).rejects.toThrow("same labelset");
  });

  it("has none where a label is empty", async () => {
    expect(await fires(watch('labels: { severity: "" }', { apart: "severity" }))).toEqual({ Fails: [[180, 360]] });
  });
});
