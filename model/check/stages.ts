import type { Path } from "../document.ts";
import type { OrganizationFile } from "../schema/organization.ts";
import type { AlertEntry, SloEntry } from "../schema/system.ts";
import { type Check, own, stands } from "./report.ts";
import { type CheckedService, servicesOf } from "./service.ts";

type Stage = NonNullable<AlertEntry["stage"]>;
type Entry = (SloEntry | AlertEntry) & { readonly severity?: string };
interface Override {
  readonly stage?: Stage | undefined;
  readonly severity?: string | undefined;
  readonly off?: true | undefined;
}

/** A stage of an entry as it is written: for all environments without one of their own, or for one. */
interface Written {
  readonly entry: Entry;
  readonly path: Path;
  readonly stage: Stage;
  /** what would hold instead */
  readonly otherwise: Stage;
  /** ids of the environments that it decides, by name */
  readonly holds: (environment: string) => boolean;
}

function writtenIn({ service, path: of }: CheckedService): Written[] {
  const entries: [Path, Entry][] = [
    ...Object.entries(service.slos).map(([id, entry]): [Path, Entry] => [[...of, "slos", id], entry]),
    ...Object.entries(service.alerts).map(([id, entry]): [Path, Entry] => [[...of, "alerts", id], entry]),
  ];
  return entries.flatMap(([path, entry]) => {
    const overrides: Readonly<Record<string, Override>> = entry.environments ?? {};
    const { stage } = entry;
    const everywhere = (environment: string) => {
      const override = own(overrides, environment);
      return override?.stage === undefined && !override?.off;
    };
    const whole: Written[] = stage === undefined ? [] : [{ entry, path: [...path, "stage"], stage, otherwise: "page", holds: everywhere }];
    const single = Object.entries(overrides).flatMap(([id, override]): Written[] => {
      if (override.stage === undefined) return [];
      const holds = (environment: string) => environment === id && !override.off;
      return [{ entry, path: [...path, "environments", id, "stage"], stage: override.stage, otherwise: stage ?? "page", holds }];
    });
    return [...whole, ...single];
  });
}

/** What is on trial posts to one channel, which the organization names. */
export const checkStages: Check = (checked, report) => {
  if (stands(checked.organization, ["shadow"])) return;
  for (const scope of servicesOf(checked))
    for (const { stage, path } of writtenIn(scope))
      if (stage === "shadow") report(scope.part, path, "shadow-missing", "it is a dry run, but the organization has no shadow channel");
};

/** A stage on an alert that notifies no one has no effect. `page` is what a promotion leaves, and stays. */
export const warnOfStages: Check = (checked, report) => {
  for (const scope of servicesOf(checked))
    for (const written of writtenIn(scope)) {
      const { stage, otherwise, path } = written;
      if (stage === "page") continue;
      const environments = Object.entries(scope.organization.environments).filter(([id]) => written.holds(id));
      const told = (as: Stage) => environments.map(([id, environment]) => goes(environment, routeIn(scope, written.entry, id), as));
      if (told(stage).every((way, index) => way === told(otherwise)[index]))
        report(scope.part, path, "stage-without-effect", reasonOf(environments.map(([, environment]) => environment)));
    }
};

type Environment = OrganizationFile["environments"][string];
type Way = "page" | "post" | "shadow";

/** As far as a stage lets it go in an environment. */
function goes({ page }: Environment, route: "page" | "post", stage: Stage): Way {
  if (page === "never") return "post";
  if (stage === "shadow") return "shadow";
  return stage === "ticket" ? "post" : route;
}

/** How the loudest alert of the entry is told where nothing holds it back: an SLO pages. */
function routeIn({ organization }: CheckedService, { severity, environments }: Entry, environment: string): "page" | "post" {
  const override: Override | undefined = own(environments, environment);
  return own(organization.severities, override?.severity ?? severity)?.route ?? "page";
}

function reasonOf(environments: readonly Environment[]): string {
  if (environments.length === 0) return "there is no environment in which it holds";
  return environments.every(({ page }) => page === "never") ? "where it holds, nobody is paged anyway" : "its severity posts anyway";
}
