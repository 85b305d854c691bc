import { prometheus } from "../../artifacts/prometheus/target.ts";
import { targets } from "../../artifacts/registry.ts";
import { render } from "../../artifacts/render.ts";
import type { RenderedFile } from "../../artifacts/target.ts";
import { loadCatalog, resolve } from "../../language.ts";
import { sentenceOf } from "../../model/refusal.ts";
import type { Resolved } from "../../model/resolved.ts";
import { alertsOf } from "../../monitors/alerts.ts";
import { type Edit, withCatalog } from "../model/edited.ts";

/** The base catalog, whose Prometheus evaluates by itself and tells through an Alertmanager. */
export const selfEvaluated: readonly Edit[] = [
  { file: "organization.yaml", replace: "evaluator: grafana", with: "evaluator: prometheus" },
  {
    file: "organization.yaml",
    replace: "account-owner: prod\n",
    with: "account-owner: prod\nalertmanager: { addresses: [alertmanager:9093] }\n",
  },
];

export interface Answer {
  /** `code path` of each problem */
  readonly problems: readonly string[];
  /** of one environment; nothing where the catalog has errors */
  readonly resolved?: Resolved;
}

/** What `check` says of the edited base catalog, and what it resolves to. */
export function answerTo(edits: readonly Edit[], environment = "prod"): Answer {
  return withCatalog(edits, (directory) => {
    const { catalog, problems } = loadCatalog(directory);
    const told = problems.map(({ code, at }) => `${code} ${at}`);
    return catalog ? { problems: told, resolved: resolve(catalog, environment) } : { problems: told };
  });
}

/** The rule files of a catalog. */
export function rulesOf(resolved: Resolved): RenderedFile[] {
  return prometheus.files(resolved, alertsOf(resolved)).filter(({ path }) => path.includes("/rules/"));
}

/** All rendered files. @throws Error with what speaks against them */
export function filesOf(resolved: Resolved): readonly RenderedFile[] {
  const rendered = render(targets, resolved, alertsOf(resolved));
  if ("objections" in rendered) throw new Error(rendered.objections.map(sentenceOf).join("\n"));
  return rendered.files;
}
