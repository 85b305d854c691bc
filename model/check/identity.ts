import type { Path } from "../document.ts";
import type { Part } from "../part.ts";
import type { SystemFile } from "../schema/system.ts";
import type { Check, Report } from "./report.ts";

/** Ids, names and former ids lead to one object each. */
export const checkIdentity: Check = ({ organization, systems }, report) => {
  const { value } = organization;
  const { teams, schedules, escalations, people, "on-call": onCalls } = value;
  for (const [kind, entries] of Object.entries({ teams, schedules, escalations, "on-call": onCalls })) {
    uniqueNames<{ name: string }>(organization, [kind], entries, ({ name }) => name, "name", report);
  }
  for (const part of [organization, ...systems]) formerIdsBelow(part, report);
  uniqueNames(organization, ["people"], people, ({ email }) => email.toLowerCase(), "email", report);
  uniqueNames(organization, ["people"], people, ({ login }) => login?.toLowerCase(), "login", report);

  const byId = new Map<string, Part<SystemFile>>();
  const byName = new Map<string, Part<SystemFile>>();
  for (const part of systems) {
    const same = byId.get(part.value.system);
    if (same)
      report(
        part,
        ["system"],
        "duplicate-system",
        `the system ${JSON.stringify(part.value.system)} is already defined in ${same.document.file}`,
      );
    const namesake = byName.get(part.value.name);
    if (!same && namesake)
      report(
        part,
        ["name"],
        "duplicate-name",
        `the system ${JSON.stringify(namesake.value.system)} is also named ${JSON.stringify(part.value.name)}`,
      );
    byId.set(part.value.system, same ?? part);
    byName.set(part.value.name, namesake ?? part);
  }
  formerSystems(systems, ({ formerly }) => formerly, ["formerly"], report);
  const withPage = systems.filter(({ value }) => value["status-page"]);
  formerSystems(withPage, (file) => file["status-page"]?.formerly, ["status-page", "formerly"], report);
  for (const part of systems) identityInSystem(part, report);
};

/** A former id of a system, or of the system whose status page it was, is neither one of these systems' nor claimed twice. */
function formerSystems(
  systems: readonly Part<SystemFile>[],
  formerlyOf: (file: SystemFile) => readonly string[] | undefined,
  path: Path,
  report: Report,
): void {
  const ids = new Set(systems.map(({ value }) => value.system));
  const claimed = new Map<string, string>();
  for (const part of systems)
    for (const [index, former] of (formerlyOf(part.value) ?? []).entries()) {
      const at = [...path, index];
      const other = claimed.get(former);
      if (ids.has(former)) report(part, at, "formerly-taken", `${JSON.stringify(former)} is the id of an existing system`);
      else if (other !== undefined)
        report(part, at, "formerly-taken", `${JSON.stringify(former)} is also a former id of the system ${JSON.stringify(other)}`);
      claimed.set(former, part.value.system);
    }
}

function identityInSystem(part: Part<SystemFile>, report: Report): void {
  const { services, dashboards, retired } = part.value;
  uniqueNames(part, ["services"], services, ({ name }) => name, "name", report);
  uniqueNames(part, ["dashboards"], dashboards, ({ title }) => title, "title", report);
  for (const [id, { slos, alerts }] of Object.entries(services)) {
    const path = ["services", id];
    for (const alert of Object.keys(alerts))
      if (Object.hasOwn(slos, alert))
        report(part, [...path, "alerts", alert], "duplicate-id", `an SLO of this service also has the id ${JSON.stringify(alert)}`, {
          part: "key",
        });
  }
  for (const [index, { name }] of retired.entries())
    if (isAlive(part.value, name)) report(part, ["retired", index, "name"], "retired-alive", `${JSON.stringify(name)} still exists`);
}

/** Logical names are ids joined by `--`; an SLO has several, with an ending each. */
function isAlive({ system, services, dashboards }: SystemFile, name: string): boolean {
  const [of, first = "", second, ending] = name.split("--");
  if (of !== system) return false;
  if (second === undefined) return Object.hasOwn(dashboards, first) || Object.hasOwn(services, first);
  const service = Object.hasOwn(services, first) ? services[first] : undefined;
  if (!service) return false;
  return Object.hasOwn(service.slos, second) || (ending === undefined && Object.hasOwn(service.alerts, second));
}

function uniqueNames<T>(
  part: Part<unknown>,
  path: Path,
  entries: Readonly<Record<string, T>>,
  /** nothing: it has none */
  nameOf: (entry: T) => string | undefined,
  key: string,
  report: Report,
): void {
  const first = new Map<string, string>();
  for (const [id, entry] of Object.entries(entries)) {
    const name = nameOf(entry);
    if (name === undefined) continue;
    const other = first.get(name);
    if (other === undefined) first.set(name, id);
    else report(part, [...path, id, key], "duplicate-name", `${JSON.stringify(other)} also has the ${key} ${JSON.stringify(name)}`);
  }
}

type Entries = Readonly<Record<string, unknown>>;

const isEntries = (value: unknown): value is Entries => typeof value === "object" && value !== null && !Array.isArray(value);

/** Entries of another kind that share the names of these. */
const beside: Readonly<Record<string, string>> = { slos: "alerts", alerts: "slos" };

/** In every map of a file that has entries: whatever kind they are of, a former id is neither alive nor claimed twice. */
function formerIdsBelow(part: Part<object>, report: Report): void {
  const walk = (node: Entries, path: Path): void => {
    for (const [key, below] of Object.entries(node)) {
      if (!isEntries(below)) continue;
      const other = node[beside[key] ?? ""];
      formerIds(part, [...path, key], below, isEntries(other) ? other : {}, report);
      walk(below, [...path, key]);
    }
  };
  walk({ ...part.value }, []);
}

function formerIds(part: Part<unknown>, path: Path, entries: Entries, others: Entries, report: Report): void {
  const claimed = new Map<string, string>();
  for (const [id, entry] of Object.entries(entries))
    for (const [index, former] of formerlyOf(entry).entries()) {
      const at = [...path, id, "formerly", index];
      const other = claimed.get(former);
      if (Object.hasOwn(entries, former) || Object.hasOwn(others, former))
        report(part, at, "formerly-taken", `${JSON.stringify(former)} is the id of an existing entry`);
      else if (other !== undefined)
        report(part, at, "formerly-taken", `${JSON.stringify(former)} is also a former id of ${JSON.stringify(other)}`);
      claimed.set(former, id);
    }
}

const formerlyOf = (entry: unknown): readonly string[] => (isEntries(entry) && Array.isArray(entry.formerly) ? entry.formerly : []);
