import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dump, load } from "js-yaml";
import { type Answer, ask } from "../analysis/prove/ask.ts";
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
  const load = { series: counters(slo.counter, { env: "prod", service: slo.service }, series, minutes), minutes };
  const ours = await roundOf(ourRules(), load);
  const theirs = await roundOf(await slothRules(sloth), load);
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
      `${slo.path} at 99.9 % over ${series} raw series, scraped every ${scrape} s, for a Prometheus that evaluates alerts itself:`,
      "all recordings and alerts of the SLO evaluated once, after 31 days. *Samples* is `totalQueryableSamples` of Prometheus' own engine.",
      "Ours are a page, a ticket and the floor; Sloth's are a page, a ticket and its metadata.",
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
  const { sources: declared } = catalog.organization;
  // As a user of Sloth has them: recorded and evaluated by Prometheus itself.
  const sources = Object.entries(declared).map(([id, source]) => [
    id,
    { ...source, scrape: `${scrape}s`, ...(source.kind === "prometheus" && { evaluator: "prometheus" }) },
  ]);
  const organization = { ...catalog.organization, sources: Object.fromEntries(sources) };
  const alerts = alertsOf(resolve({ ...catalog, organization }, "prod")).filter(({ entry }) => entry === slo.path);
  return rulesOf(ruleFile(alerts));
}

async function slothRules(sloth: string): Promise<Rule[]> {
  return rulesOf(await bySloth(sloth, slothFile(slo.service, [{ id: "availability", ...slo }])));
}

/** What Sloth makes of a specification. */
export async function bySloth(sloth: string, specification: unknown): Promise<RuleFile> {
  const folder = mkdtempSync(join(tmpdir(), "slostack-bench-"));
  try {
    const [input, out] = [join(folder, "input.yaml"), join(folder, "rules.yaml")];
    writeFileSync(input, dump(specification));
    await timed(sloth, ["generate", "--no-log", "--input", input, "--out", out]);
    return load(readFileSync(out, "utf8")) as RuleFile;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export const rulesOf = ({ groups }: RuleFile): Rule[] => groups.flatMap(({ rules }) => rules);
const isRecording = (rule: Rule): rule is RecordingRule => "record" in rule;

/** What one round of rules costs Prometheus' engine. */
export interface Round {
  readonly recordings: number;
  readonly alerts: number;
  /** samples that it loads */
  readonly touched: number;
  /** processor time; 0 where each rule is evaluated once */
  readonly seconds: number;
}

/** What is there to be read, and how often each rule is evaluated. */
export interface Load {
  readonly series: readonly InputSeries[];
  /** of history, with a sample each, at the end of which the round is */
  readonly minutes: number;
  readonly times?: number;
  /** how often each rule counts; once where it is not given */
  readonly often?: (rule: Rule) => number;
}

/** Evaluates each of the rules on its own, over what is scraped and what former rounds would have recorded. */
export async function roundOf(rules: readonly Rule[], { series, minutes, times = 1, often = () => 1 }: Load): Promise<Round> {
  const recordings = rules.filter(isRecording);
  // For the cost only the number of samples counts.
  const recorded = recordings.map(({ record, labels }) => ({ series: input(record, labels, []).series, values: `4+0x${minutes}` }));
  const answers = await ask(
    scrape,
    [...series, ...recorded],
    rules.map(({ expr }) => ({ expr, at: minutes * 60, times })),
  );
  const sumOf = (cost: (answer: Answer) => number) =>
    answers.reduce((sum, answer, index) => sum + cost(answer) * often(rules[index] as Rule), 0);
  return {
    recordings: recordings.length,
    alerts: rules.length - recordings.length,
    touched: sumOf(({ samples }) => samples),
    seconds: sumOf(({ seconds }) => seconds),
  };
}

/** Counters of one metric, of which a third, and at least one, counts failures. */
export const counters = (name: string, labels: Readonly<Record<string, string>>, count: number, minutes: number): InputSeries[] =>
  Array.from({ length: count }, (_, index) => ({
    series: input(name, { ...labels, endpoint: `/${index}`, status: index % 3 === 0 ? "500" : "200" }, []).series,
    values: `0+${index + 1}x${minutes}`,
  }));
