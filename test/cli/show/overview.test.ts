import { describe, expect, test } from "vitest";
import { progressOn } from "../../../cli/progress.ts";
import { overview } from "../../../cli/show/text.ts";
import { show } from "../../../cli/show.ts";
import { fitting } from "../../../cli/wrapped.ts";
import { fences, read, section } from "../../docs/markdown.ts";

const catalogDir = "test/products/catalog";

function shown(what?: string, format: "terminal" | "json" = "terminal") {
  let output = "";
  const write = (text: string) => {
    output += text;
  };
  const exitCode = show({ catalogDir, environment: "prod", format, ...(what === undefined ? {} : { what }), write });
  return { exitCode, output };
}

describe("slostack show", () => {
  const { exitCode, output } = shown();
  const lines = output.trimEnd().split("\n");

  test("says in at most forty lines what each vendor and each program has, with the totals last", () => {
    expect(exitCode).toBe(0);
    expect(lines.length).toBeLessThanOrEqual(40);
    expect(lines.filter((line) => line.length > 100)).toEqual([]);
    expect(lines.at(-2)).toBe("28 services, 15 SLOs, 143 alerts: 54 page, 89 post");
    expect(lines.at(-1)).toMatch(/^\d+ objects at 12 vendors, 21 files of 6 programs$/);
    expect(lines).toContain("  Grafana                  11 SLOs, 76 alerts, 18 dashboards");
  });

  test("counts every alert of the catalog once: what a Prometheus evaluates by itself stands beside what vendors do", () => {
    const evaluated = [...output.matchAll(/ (\d+) (?:alerts|conditions|endpoints|heartbeats)\b/g)].map(([, count]) => Number(count));
    expect(output).toMatch(/^ {2}Prometheus +22 alerts, 8 files$/m);
    // One more rule of Grafana sends the heartbeat, and an endpoint may be one alert or none: neither is an alert of the catalog.
    expect(evaluated.reduce((sum, one) => sum + one, 0)).toBeGreaterThanOrEqual(143);
  });

  test("names the recipients of what a Prometheus evaluates by itself, as for a vendor", () => {
    expect(shown("prometheus").output).toMatch(/^ {2}Resonant .* critical +pages Resonant \(prod\), #resonant-critical/m);
  });

  test("lists one vendor, and nothing of another one", () => {
    const { output } = shown("sentry");
    expect(output).toContain("Alerts (Sentry)\n");
    expect(output).toMatch(/Database health check fails \(prod\) +pages EmailAI \(prod\), #incidents, ops@example.com/);
    expect(output).not.toContain("(Grafana)");
  });

  test("lists one service at every vendor, with whom its pages reach", () => {
    const { output } = shown("emailai/api");
    for (const title of ["SLOs (Datadog)", "Alerts (Datadog)", "Endpoints (Better Stack)"]) expect(output).toContain(`${title}\n`);
    expect(output).toMatch(/EmailAI API: High error rate \(prod\) +critical +pages EmailAI \(prod\), #incidents/);
    expect(output).not.toMatch(/EmailAI Database|hasteCRM|PagerDuty\)/);
  });

  test("does not know what is not there, and offers what is meant", () => {
    const { exitCode, output } = shown("grafanna");
    expect(exitCode).toBe(2);
    expect(output).toContain("nothing here is called grafanna; did you mean grafana?");
  });

  test("gives the same as JSON", () => {
    const { held } = JSON.parse(shown("grafana", "json").output);
    expect(held).toHaveLength(1);
    expect(held[0].sections.map(({ noun, rows }: { noun: string; rows: unknown[] }) => [noun, rows.length])).toEqual([
      ["SLO", 11],
      ["alert", 76],
      ["dashboard", 18],
    ]);
  });
});

test("docs/cli.md quotes what it prints", () => {
  const quoted = fences(section(read("docs/cli.md"), "The stack on fake vendors")).filter(({ info }) => info === "text");
  expect(quoted).toHaveLength(2);
  const printed = [shown(), shown("hastecrm/api")].map(({ output }) => output.split("\n"));
  for (const [index, { text }] of quoted.entries()) {
    const lines = text.trimEnd().split("\n");
    // The engine's answer is another one each time.
    const own = lines.filter((line) => line.trim() !== "…" && !line.startsWith("pulumi up"));
    expect(own.filter((line) => !printed[index]?.includes(line))).toEqual([]);
  }
});

describe("the overview", () => {
  const pager = (count: number) => ({
    name: "pager",
    title: "Pager",
    pager: true,
    sections: [
      { noun: "on-call service", rows: Array.from({ length: count }, (_, index) => [`S${index}`, "after 0 min", "Primary: Ada"]) },
    ],
  });

  test("names ten of those whom a page reaches, and counts the others", () => {
    const text = overview([pager(60)], 100);
    expect(text.match(/^ {2}S\d+ /gm)).toHaveLength(10);
    expect(text).toContain("and 50 more: slostack show pager");
    expect(overview([pager(10)], 100)).not.toContain("more");
  });

  test("says when no one is paged", () => {
    expect(overview([{ ...pager(1), pager: false }], 100)).toContain("No one is paged.");
  });
});

describe("progress", () => {
  function stream(isTTY: boolean) {
    const said: string[] = [];
    return { isTTY, columns: 30, write: (text: string) => said.push(text), said };
  }

  test("is one line a thing on a terminal, which moves, and is never longer than the terminal", () => {
    const terminal = stream(true);
    const { say, end } = progressOn(terminal);
    say("pulumi up: 1 resource");
    say("pulumi up: 2 resources, and many words more than fit");
    say("done: yes");
    end();
    expect(terminal.said).toEqual(["pulumi up: 1 resource", "\r\u001b[Kpulumi up: 2 resources, and …", "\ndone: yes", "\n"]);
  });

  test("is a line every five seconds in a log, and at once where another thing begins", () => {
    const log = stream(false);
    let now = 0;
    const { say, end } = progressOn(log, () => now);
    for (now = 0; now <= 11_000; now += 1000) say(`pulumi up: ${now / 1000} s`);
    say("done: yes");
    end();
    expect(log.said).toEqual(["pulumi up: 0 s\n", "pulumi up: 5 s\n", "pulumi up: 10 s\n", "done: yes\n"]);
  });
});

test("a line is cut between words, never within one", () => {
  expect(fitting("one two three", 13)).toBe("one two three");
  expect(fitting("one two three", 12)).toBe("one two …");
  expect(fitting("one two three", 9)).toBe("one two …");
  expect(fitting("one two three", 8)).toBe("one …");
  expect(fitting("Ada B, Ben C, Cem D", 18, ", ")).toBe("Ada B, Ben C, …");
  expect(fitting("Ada B, Ben C, Cem D", 14, ", ")).toBe("Ada B, …");
});
