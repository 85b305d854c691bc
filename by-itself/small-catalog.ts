import { type Catalog, loadCatalog, vocabulary } from "../language.ts";
import type { Problem } from "../model/problem.ts";
import type { Code } from "../model/problems.ts";
import { resolve } from "../model/resolve.ts";
import type { Resolved, Runbook } from "../model/resolved.ts";
import type { Alert } from "../monitors/alert.ts";
import { alertsOf } from "../monitors/alerts.ts";
import { unfireable } from "../monitors/unfireable.ts";

/** A catalog made of the arguments of a function or component: it is checked and resolved as one that people write. */
export interface SmallCatalog {
  /** as `loadCatalog` takes it */
  readonly catalog: { readonly organization: object; readonly systems: readonly object[] };
  readonly environment: string;
  /** whole addresses, by id: nothing says where others are published */
  readonly runbooks: Readonly<Record<string, string>>;
  /** what to do about a problem, where the catalog's own remediation asks for what a component has no place for */
  readonly ways?: Partial<Readonly<Record<Code, string>>>;
  /** the argument that a path of the catalog was made of, such as `sli.bad`; empty: all of them together */
  readonly written: Readonly<Record<string, string>>;
  /** the same with sound values in the place of these arguments: a fault in a file's own keys hides what else is wrong in it */
  readonly without?: (faulty: ReadonlySet<string>) => SmallCatalog;
}

/** One thing that is wrong with arguments. */
export interface Fault {
  /** such as `sli.bad`; empty: all of them together */
  readonly argument: string;
  readonly what: string;
}

/** A small catalog without faults, in its one environment. */
export interface Sound {
  readonly resolved: Resolved;
  readonly alerts: readonly Alert[];
  /** of arguments, not of what was made up around them */
  readonly warnings: readonly Fault[];
}

/** Checks a small catalog as `slostack check` and `new Slostack` do, and resolves it. */
export function soundOf(small: SmallCatalog): Sound | { readonly faults: readonly Fault[] } {
  const { catalog, problems, locate } = loadCatalog(small.catalog as Catalog);
  if (!catalog) {
    const first = faultsOf(problems.filter(isError), small);
    const more = small.without && soundOf(small.without(new Set(first.map(({ argument }) => argument))));
    return { faults: each([...first, ...(more && "faults" in more ? more.faults : [])]) };
  }
  const resolved = withRunbooks(resolve(vocabulary, catalog, small.environment), small.runbooks);
  const unfit = unfireable([resolved], locate).filter(isError);
  if (unfit.length > 0) return { faults: faultsOf(unfit, small) };
  const warned = problems.filter(({ code }) => !beyond.has(code));
  return { resolved, alerts: alertsOf(resolved), warnings: faultsOf(warned, small).filter(({ argument }) => argument !== "") };
}

/** Warnings that ask for another alert beside it, which one component has no place for. */
const beyond: ReadonlySet<Code> = new Set(["outage-unseen"]);

const isError = ({ severity }: Problem): boolean => severity === "error";

/** Each fault once, though what an argument says may be in several places of the catalog. */
function faultsOf(problems: readonly Problem[], small: SmallCatalog): Fault[] {
  const faults = problems.map(({ at, code, what, way, nearest }): Fault => {
    const meant = nearest === undefined ? "" : ` (did you mean ${JSON.stringify(nearest)}?)`;
    // A sentence on the form of a key begins with it; the argument may have another name, which stands before the sentence.
    const key = JSON.stringify(at.split("/").at(-1));
    const said = [`${key}: `, `${key} has `].some((start) => what.startsWith(start)) ? what.slice(key.length).replace(/^:? /, "") : what;
    return { argument: argumentAt(at, small), what: `${said}${meant}; ${small.ways?.[code] ?? way}` };
  });
  return each(faults);
}

const each = (faults: readonly Fault[]): Fault[] => [...new Map(faults.map((fault) => [JSON.stringify(fault), fault])).values()];

/** The argument at a path of the catalog: that of the longest path above it, and what follows it there. */
export function argumentAt(at: string, { written }: Pick<SmallCatalog, "written">): string {
  const above = Object.keys(written)
    .filter((path) => at === path || at.startsWith(`${path}/`))
    .sort((one, other) => other.length - one.length)[0];
  if (above === undefined) return "";
  const rest = at.slice(above.length).split("/").filter(Boolean);
  return [written[above] ?? "", ...rest].filter(Boolean).join(".");
}

/** Lines that people read: `SloAlerts "checkout": target: no event may fail, …`. */
export function linesOf(of: string, faults: readonly Fault[]): string[] {
  return faults.map(({ argument, what }) => [of, ...(argument === "" ? [] : [argument]), what].join(": "));
}

function withRunbooks(resolved: Resolved, addresses: SmallCatalog["runbooks"]): Resolved {
  const addressed = <T extends { readonly runbook: Runbook }>(entry: T): T => {
    const { id, url } = entry.runbook;
    return { ...entry, runbook: { id, url: addresses[id] ?? url } };
  };
  const systems = resolved.systems.map((system) => ({
    ...system,
    services: system.services.map((service) => ({
      ...service,
      slos: service.slos.map(addressed),
      alerts: service.alerts.map(addressed),
    })),
  }));
  return { ...resolved, systems };
}
