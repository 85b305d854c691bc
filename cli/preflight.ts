import { targets } from "../artifacts/registry.ts";
import { render } from "../artifacts/render.ts";
import { registry } from "../components/registry.ts";
import { refusalsOf } from "../components/selection.ts";
import { dashboardsOf } from "../dashboards/dashboards.ts";
import type { Loaded } from "../model/load.ts";
import { type Problem, problem } from "../model/problem.ts";
import type { Resolved } from "../model/resolved.ts";
import { alertsOf } from "../monitors/alerts.ts";

/** `vendor cannot express it: path of the entry: reason`; a reason alone where it is of no entry. */
const sentence = /^(\S+) cannot express it: (?:([\w./-]+): )?(.+)$/s;

/**
 * What a vendor or a rendered file would refuse, in any environment: told once for an entry, and before anything is provisioned.
 * Vendors are asked for what is theirs, so that one without work here has nothing to say.
 */
export function unsupported(environments: readonly Resolved[], { locate, files }: Pick<Loaded, "locate" | "files">): Problem[] {
  const found = new Map<string, Problem>();
  for (const objection of environments.flatMap(objectionsTo)) {
    const [, by = "", path = "organization", reason = objection] = sentence.exec(objection) ?? [];
    const where = locate(path);
    const place = where?.place ?? { file: files[0] ?? "catalog", line: 1, column: 1 };
    found.set(`${path} ${reason} ${by}`, problem("unsupported", place, where?.at ?? path, `${by}: ${reason}`));
  }
  return [...found.values()];
}

function objectionsTo(resolved: Resolved): readonly string[] {
  const alerts = alertsOf(resolved);
  const rendered = render(targets, resolved, alerts);
  const monitoring = { resolved, alerts, dashboards: dashboardsOf(resolved, alerts), protect: false };
  return [...refusalsOf(registry, monitoring), ...("objections" in rendered ? rendered.objections : [])];
}
