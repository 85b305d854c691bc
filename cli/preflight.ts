import { targets } from "../artifacts/registry.ts";
import { render } from "../artifacts/render.ts";
import { monitoringOf } from "../components/monitoring.ts";
import { registry } from "../components/registry.ts";
import { refusalsOf } from "../components/selection.ts";
import type { Loaded } from "../model/load.ts";
import { type Problem, problem } from "../model/problem.ts";
import type { RefusalBy } from "../model/refusal.ts";
import type { Resolved } from "../model/resolved.ts";

/**
 * Preflight errors of vendors and rendered files in every environment, reported once per entry before anything is provisioned.
 * Vendors are asked for what is theirs, so that one without work here has nothing to say.
 */
export function unsupported(environments: readonly Resolved[], { locate, files }: Pick<Loaded, "locate" | "files">): Problem[] {
  const found = new Map<string, Problem>();
  for (const { by = "", entry = "organization", why } of environments.flatMap(refusedOf)) {
    const where = locate(entry);
    const place = where?.place ?? { file: files[0] ?? "catalog", line: 1, column: 1 };
    found.set(`${entry} ${why} ${by}`, problem("unsupported", place, where?.at ?? entry, `${by}: ${why}`));
  }
  return [...found.values()];
}

function refusedOf(resolved: Resolved): readonly RefusalBy[] {
  const monitoring = monitoringOf(resolved);
  const rendered = render(targets, resolved, monitoring.alerts);
  return [...refusalsOf(registry, monitoring), ...("objections" in rendered ? rendered.objections : [])];
}
