import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dump, load } from "js-yaml";
import { ask } from "../analysis/prove/ask.ts";
import { type InputSeries, input } from "../analysis/prove/series.ts";
import type { RecordingRule, Rule, RuleFile } from "../artifacts/prometheus/rule-file.ts";
import { ruleFile } from "../artifacts/prometheus/rules.ts";
import { loadCatalog, resolve } from "../language.ts";
import { alertsOf } from "../monitors/alerts.ts";
import { findProgram } from "../programs/find.ts";
import { programs } from "../programs/table.ts";
import { count, part, table } from "./figures.ts";
import { slothFile } from "./made-catalog.ts";
import { timed } from "./process.ts";
import type { Question } from "./question.ts";

/** Samples that one SLO may cost a round. */
const limit = 27_000;
/** The SLO of the catalog that is measured, and what its signal reads. */
const slo = { path: "hastecrm/api/availability", service: "api", counter: "http_requests_total" };
const series = 30;
const scrape = 60;
/** A window of 30 days and a day before it. */
const minutes = 31 * 1440;

/** What a round costs Prometheus, in samples that its engine loads: a figure that no machine changes. */
export const samples: Question = async ({ report }) => {
  const sloth = (await findProgram("sloth", { report })).path;
  await findProgram("promql", { report });
  const ours = await roundOf(ourRules());
  const theirs = await roundOf(await slothRules(sloth));
  report(`samples: one round of each`);
  const row = (name: string, { recordings, alerts, touched }: Round) => [
    name,
    String(recordings),
    String(alerts),
    count(touched),
    part(touched / theirs.touched),
  ];
  return {
    title: "Samples",
    text: [
      `${slo.path} at 99.9 % over ${series} raw series, scraped every ${scrape} s: all recordings and alerts of the SLO evaluated once, after`,
      "31 days. *Samples* is `totalQueryableSamples` of Prometheus' own engine. Ours are a page, a ticket and the floor; Sloth's",
      "are a page, a ticket and its metadata.",
      "",
      table([
        ["rules of", "recordings", "alerts", "samples", "of Sloth's"],
        row("this project", ours),
        row(`Sloth ${programs.sloth.version}`, theirs),
      ]),
    ].join("\n"),
    demands: [{ what: `an SLO touches at most ${count(limit)} samples a round`, seen: count(ours.touched), met: ours.touched <= limit }],
  };
};

function ourRules(): Rule[] {
  const { catalog } = loadCatalog(join(import.meta.dirname, "..", "catalog"));
  if (!catalog) throw new Error("the catalog has problems: npx slostack check");
  const sources = Object.entries(catalog.organization.sources).map(([id, source]) => [id, { ...source, scrape: `${scrape}s` }]);
  const organization = { ...catalog.organization, sources: Object.fromEntries(sources) };
  const alerts = alertsOf(resolve({ ...catalog, organization }, "prod")).filter(({ entry }) => entry === slo.path);
  return rulesOf(ruleFile(alerts));
}

async function slothRules(sloth: string): Promise<Rule[]> {
  const folder = mkdtempSync(join(tmpdir(), "slostack-bench-"));
  try {
    const [input, out] = [join(folder, "input.yaml"), join(folder, "rules.yaml")];
    writeFileSync(input, dump(slothFile(slo.service, [{ id: "availability", ...slo }])));
    await timed(sloth, ["generate", "--no-log", "--input", input, "--out", out]);
    return rulesOf(load(readFileSync(out, "utf8")) as RuleFile);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const rulesOf = ({ groups }: RuleFile): Rule[] => groups.flatMap(({ rules }) => rules);
const isRecording = (rule: Rule): rule is RecordingRule => "record" in rule;

interface Round {
  readonly recordings: number;
  readonly alerts: number;
  readonly touched: number;
}

async function roundOf(rules: readonly Rule[]): Promise<Round> {
  const recordings = rules.filter(isRecording);
  // What a month of rounds would have left behind; for the cost only its number of samples counts.
  const recorded = recordings.map(({ record, labels }) => ({ series: input(record, labels, []).series, values: `4+0x${minutes}` }));
  const answers = await ask(
    scrape,
    [...raw(), ...recorded],
    rules.map(({ expr }) => ({ expr, at: minutes * 60 })),
  );
  return {
    recordings: recordings.length,
    alerts: rules.length - recordings.length,
    touched: answers.reduce((sum, { samples }) => sum + samples, 0),
  };
}

/** A third of them count failures. */
function raw(): InputSeries[] {
  return Array.from({ length: series }, (_, index) => {
    const labels = { env: "prod", service: slo.service, endpoint: `/${index}`, status: index % 3 === 0 ? "500" : "200" };
    return { series: input(slo.counter, labels, []).series, values: `0+${index + 1}x${minutes}` };
  });
}
