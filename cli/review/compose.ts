import { readFileSync } from "node:fs";
import { abilitiesOf, abilityFindings } from "../../analysis/review/ability.ts";
import { approvalsOf, ignoredApprovers } from "../../analysis/review/approval.ts";
import type { Change, Finding, Pair } from "../../analysis/review/change.ts";
import { curvesOf } from "../../analysis/review/curves.ts";
import { differenceOf } from "../../analysis/review/difference.ts";
import { findingsOf } from "../../analysis/review/finding.ts";
import { foldingOf } from "../../analysis/review/fold.ts";
import { goneEnvironment } from "../../analysis/review/gone-environment.ts";
import { pairsOf } from "../../analysis/review/pairs.ts";
import { kindsOf } from "../../analysis/review/plan/kind.ts";
import { NoPreview, type Plan, readPlan } from "../../analysis/review/plan.ts";
import { described } from "../../components/kinds.ts";
import { resolve } from "../../language.ts";
import { serviceOf } from "../../model/ids.ts";
import type { CheckedCatalog } from "../../model/load.ts";
import type { Organization, Resolved } from "../../model/resolved.ts";
import { alertsOf } from "../../monitors/alerts.ts";
import { fileChanges } from "./files.ts";
import type { HistoryAsked } from "./replayed.ts";
import { type Revision, without } from "./revision.ts";
import { baseEnvironment, settingsChanges } from "./settings.ts";
import type { Sides } from "./sides.ts";
import { errorsOf, notCompared, problemsAsFindings } from "./unreadable.ts";
import type { Compared, Review } from "./value.ts";
import { verdictOf } from "./verdict.ts";

export interface ReviewAsked {
  readonly environment: string;
  readonly approvedBy: readonly string[];
  /** all who made the change or pushed it */
  readonly authors?: readonly string[];
  readonly history?: HistoryAsked;
  /** file with what `pulumi preview --json` printed */
  readonly plan?: string;
}

/** One environment of both revisions; base has no systems where it did not have the environment. */
export interface Here {
  readonly base: Resolved;
  readonly head: Resolved;
  readonly written: { readonly base: CheckedCatalog; readonly head: CheckedCatalog };
  readonly isNew: boolean;
}

/** Everything that is known of a change, and what of it could not be known. */
export async function reviewOf(sides: Sides, asked: ReviewAsked): Promise<Review> {
  const { compared } = sides;
  const { environment } = asked;
  const here = compared && hereOf(compared.base, compared.head, environment, baseEnvironment(sides) ?? environment);
  const settings = settingsChanges(sides);
  const policy = policyOf(sides, asked.environment);
  const own = here ? differenceOf(here.base, here.head, here.written) : [];
  const changes = [...settings.here, ...own, ...notCompared(sides)];
  const elsewhere = [...(compared ? elsewhereOf(compared, environment, own) : []), ...settings.elsewhere];
  const alerts = here && { base: alertsOf(here.base), head: alertsOf(here.head) };
  const pairs = alerts ? pairsOf(alerts.base, alerts.head) : headAlone(sides, asked.environment);
  const abilities = abilitiesOf(pairs);
  const pageBudget = policy?.review?.pageBudget;
  // What reads histories is loaded only where there is one.
  const { replayed } = asked.history ? await import("./replayed.ts") : {};
  const past =
    asked.history && here && replayed ? await replayed(asked.history, { ...here, pairs, ...(pageBudget && { pageBudget }) }) : undefined;
  const planned = asked.plan === undefined || !alerts ? undefined : planIn(asked.plan, { ...alerts, kindOf: kindsOf(described) });
  const rendered = here ? fileChanges(here) : { files: [] };
  const findings = [
    ...problemsAsFindings(sides),
    ...findingsOf(changes),
    ...abilityFindings(abilities, declaredIn(here)),
    ...elsewhere.flatMap(({ changes: there, pages }) => (pages ? findingsOf(there) : [])),
    ...(past?.findings ?? []).filter(concerns(changes)),
    ...(planned?.findings ?? []),
  ];
  // A change of a page needs approval in every environment that pages.
  const judged = [...changes, ...elsewhere.flatMap(({ changes: there, pages }) => (pages ? there : []))];
  const asking = policy ? approvalsOf(judged, policy, asked.approvedBy, asked.authors) : [];
  // What one edit of a profile does to many services is said once, after each of their owners was found.
  const fold = foldingOf(compared ? [compared.head, compared.base] : []);
  const approvals = asking.map((approval) => ({ ...approval, changes: fold.changes(approval.changes) }));
  const told = { changes: fold.changes(changes), findings: fold.findings(findings) };
  return {
    environment: asked.environment,
    base: comparedAs(sides.base),
    head: comparedAs(sides.head),
    verdict: verdictOf(told.changes, told.findings, approvals, policy, here ? (sides.notCompared.length > 0 ? "part" : "all") : "nothing"),
    problems: { base: errorsOf(sides.base), head: errorsOf(sides.head) },
    notCompared: sides.notCompared,
    notes: [
      ...sides.notes,
      ...settings.notes,
      ...notesOn(sides, asked.environment, here, policy),
      ...("why" in rendered ? [rendered.why] : []),
    ],
    ...told,
    approvals,
    ignored: policy ? ignoredApprovers(policy, asked.approvedBy, asked.authors) : [],
    abilities: fold.abilities(abilities),
    curves: here ? fold.curves(curvesOf(pairs)) : [],
    elsewhere: elsewhere.map(({ environment, changes: there }) => ({ environment, changes: fold.changes(there) })),
    ...(past?.backtest && { backtest: past.backtest }),
    ...(planned?.plan && { plan: planned.plan }),
    files: "files" in rendered ? rendered.files : [],
  };
}

const comparedAs = ({ name, commit }: Revision): Compared => ({ name, ...(commit !== undefined && { commit }) });

/** @param before the environment at base, where the stack had another */
function hereOf(base: CheckedCatalog, head: CheckedCatalog, environment: string, before = environment): Here {
  const after = resolve(head, environment);
  const isNew = !(before in base.organization.environments);
  if (isNew) return { base: { ...after, systems: [] }, head: after, written: { base: { ...head, systems: [] }, head }, isNew };
  return { base: resolve(base, before), head: after, written: { base, head }, isNew };
}

/** Who decides: people and policy where the change is to be merged, and no line of the change itself. */
function policyOf({ tip, base }: Sides, environment: string): Organization | undefined {
  const catalog = tip.catalog ?? base.catalog;
  const [first] = Object.keys(catalog?.organization.environments ?? {});
  if (!catalog || first === undefined) return undefined;
  return resolve(catalog, environment in catalog.organization.environments ? environment : first).organization;
}

/** What a history lacks for unchanged services is mentioned in the backtest and needs no action. */
function concerns(changes: readonly Change[]): (finding: Finding) => boolean {
  const services = new Set(changes.map(({ entry }) => serviceOf(entry)));
  return ({ severity, entry }) => severity === "error" || !isUnread(entry) || services.has(serviceOf(entry));
}

/** A signal or source, and no option or policy. */
const isUnread = (entry: string): boolean =>
  (entry.includes("/") && !entry.startsWith("organization/")) || entry.startsWith("organization/sources/");

/** Where base cannot be read: what head's alerts can do by themselves. */
function headAlone({ head, notCompared: left }: Sides, environment: string): Pair[] {
  if (!head.catalog) return [];
  const faulty = new Set(left.filter(({ at }) => at === "head").map(({ system }) => system));
  return alertsOf(resolve(without(head.catalog, faulty), environment)).map((after) => ({ after }));
}

/** Entries of which this very change says what they no longer see. */
function declaredIn(here: Here | undefined): ReadonlySet<string> {
  const said = (resolved: Resolved | undefined) =>
    new Map(
      resolved?.systems
        .flatMap(({ services }) => services.flatMap(({ slos, alerts }) => [...slos, ...alerts]))
        .flatMap(({ path, unseen }) => (unseen === undefined ? [] : [[path, unseen] as const])),
    );
  const before = said(here?.base);
  return new Set([...said(here?.head)].flatMap(([path, unseen]) => (before.get(path) === unseen ? [] : [path])));
}

interface Elsewhere {
  readonly environment: string;
  readonly pages: boolean;
  readonly changes: readonly Change[];
}

function elsewhereOf(
  { base, head }: { readonly base: CheckedCatalog; readonly head: CheckedCatalog },
  here: string,
  own: readonly Change[],
): Elsewhere[] {
  const key = ({ entry, what, direction }: Change) => JSON.stringify([entry, what, direction]);
  const known = new Set(own.map(key));
  const left = Object.keys(head.organization.environments);
  const gone = Object.keys(base.organization.environments).filter((environment) => !left.includes(environment));
  const removed = gone.map((environment): Elsewhere => {
    const before = resolve(base, environment);
    // What it posted is missed as well.
    return { environment, pages: true, changes: [goneEnvironment(before)] };
  });
  const others = Object.keys(head.organization.environments)
    .filter((environment) => environment !== here)
    .sort()
    .map((environment) => {
      const there = hereOf(base, head, environment);
      const changes = differenceOf(there.base, there.head, there.written).filter((change) => !known.has(key(change)));
      return { environment, pages: there.head.environment.pages || there.base.environment.pages, changes };
    });
  return [...others, ...removed];
}

function notesOn({ base, tip }: Sides, environment: string, here: Here | undefined, policy: Organization | undefined): string[] {
  return [
    ...(here?.isNew && !base.absent ? [`there is no environment ${environment} at ${base.name}: everything in it is new`] : []),
    ...(base.absent && !policy ? ["without a catalog there, no policy requires an approval"] : []),
    ...(!base.absent && policy && !policy.review ? [`the catalog at ${base.name} requires no approvals`] : []),
    ...(!tip.catalog && base.catalog && tip !== base
      ? [`the catalog at ${tip.name} is faulty now: people and policy are those of ${base.commit?.slice(0, 10)}`]
      : []),
  ];
}

function planIn(file: string, alerts: Parameters<typeof readPlan>[1]): { readonly plan?: Plan; readonly findings: readonly Finding[] } {
  const finding = (what: string): Finding => ({
    severity: "error",
    entry: "--plan",
    what: `${file}: ${what}`,
    way: "name a file with what `pulumi preview --json` printed",
  });
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (fault) {
    return { findings: [finding(`it cannot be read (${fault instanceof Error && "code" in fault ? fault.code : fault})`)] };
  }
  try {
    const plan = readPlan(text, alerts);
    return { plan, findings: plan.findings };
  } catch (fault) {
    if (fault instanceof NoPreview) return { findings: [finding(fault.message)] };
    throw fault;
  }
}
