import type { Policies, PolicyResource, ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import type { AlertRead, AlertReader, Fault } from "./alert-reader.ts";
import { registry } from "./registry.ts";

/** By type token; those of every vendor. */
const readers: Readonly<Record<string, AlertReader>> = Object.assign({}, ...registry.map(({ alertReaders }) => alertReaders ?? {}));

/** What a policy looks for, unless a pack says otherwise. */
const defaults = {
  words: ["runbook", "playbook"],
  owners: ["owner", "team"],
  marks: ["severity", "priority"],
  critical: ["critical", "page", "p1", "sev1"],
} as const;

type Texts = readonly string[];

const texts = (description: string, values: Texts) =>
  ({ type: "array", items: { type: "string" }, description, default: [...values] }) as const;

/** Every policy can be kept from some alerts, so that nobody switches it off because of one. */
const except = texts("`label:value` of alerts that it passes over", []);
type Except = { readonly except?: Texts };

/** Takes an alert, what is said of its kind, and a text by which people know it. */
type Judge = (alert: AlertRead, reader: AlertReader, title: string) => void;

/** Judges each alert of a resource that a vendor can read. */
function eachAlert({ type, props }: { readonly type: string; readonly props: object }, { except = [] }: Except, judge: Judge): void {
  const reader = readers[type];
  if (!reader) return;
  for (const alert of reader.read(props as never)) {
    if (except.length > 0 && Object.entries(alert.labels()).some(([key, value]) => except.includes(`${key}:${value}`))) continue;
    judge(alert, reader, alert.name === undefined ? `this ${reader.noun}` : `${reader.noun} "${alert.name}"`);
  }
}

/**
 * The same for a resource among those of a stack, where one value that the engine does not know yet would end the policy for all of them: an
 * alert with such a value is judged by the next run, which knows it.
 */
function eachKnown(resource: PolicyResource, config: Except, judge: Judge): void {
  const unlessUnknown = (run: () => void) => {
    try {
      run();
    } catch (error) {
      if (!(error instanceof Error) || error.constructor.name !== "UnknownValueError") throw error;
    }
  };
  unlessUnknown(() => eachAlert(resource, config, (...read) => unlessUnknown(() => judge(...read))));
}

const sentence = (title: string, { what, remediation }: Fault): string => `${title}: ${what}. To mend it, ${remediation}.`;

/** A text leads to a runbook if it has a link and says that it is one. */
const linksRunbook = (words: Texts) => (text: string | undefined) =>
  /https?:\/\//.test(text ?? "") && words.some((word) => text?.toLowerCase().includes(word.toLowerCase()));

const hasRunbook: ResourceValidationPolicy = {
  name: "alert-has-runbook",
  displayName: "An alert has a runbook",
  description: "Whoever is called by an alert finds in it what to do.",
  severity: "medium",
  configSchema: { properties: { words: texts("words by which a link in a text is taken for a runbook", defaults.words), except } },
  validateResource: (resource, report) => {
    const config = resource.getConfig<Except & { readonly words?: Texts }>();
    eachAlert(resource, config, (alert, { runbookIn }, title) => {
      if (runbookIn === undefined || alert.heartbeat?.() || alert.notifies() === false) return;
      if (alert.runbook?.() || alert.texts?.().some(linksRunbook(config.words ?? defaults.words))) return;
      const what = "it links no runbook, so whoever is called works out alone what to do";
      report(sentence(title, { what, remediation: `add ${runbookIn}` }));
    });
  },
};

const hasOwner: ResourceValidationPolicy = {
  name: "alert-has-owner",
  displayName: "An alert has an owner",
  description: "Somebody is asked when an alert is noisy, silent or in the way.",
  severity: "medium",
  configSchema: { properties: { keys: texts("labels or tags that name an owner", defaults.owners), except } },
  validateResource: (resource, report) => {
    const { keys = defaults.owners, ...config } = resource.getConfig<Except & { readonly keys?: Texts }>();
    eachAlert(resource, config, (alert, { ownerIn }, title) => {
      if (ownerIn === undefined || alert.heartbeat?.()) return;
      const labels = alert.labels();
      if (alert.owner?.() || keys.some((key) => labels[key])) return;
      const what = `it names no owner (${keys.join(", ")}), so nobody answers for it when it is noisy or never fires`;
      report(sentence(title, { what, remediation: `add ${ownerIn.replaceAll("<key>", keys[0] ?? "owner")}` }));
    });
  },
};

const canFire: ResourceValidationPolicy = {
  name: "alert-can-fire",
  displayName: "An alert can fire",
  description: "An alert that cannot fire is worse than none: people believe that they are watched over.",
  severity: "high",
  configSchema: { properties: { except } },
  validateResource: (resource, report) =>
    eachAlert(resource, resource.getConfig<Except>(), (alert, _, title) => {
      for (const fault of alert.faults()) if (fault) report(sentence(title, fault));
    }),
};

const reachesSomeone: StackValidationPolicy = {
  name: "alert-reaches-someone",
  displayName: "An alert reaches someone",
  description: "Somebody hears of an alert, or something reads it that somebody hears of.",
  severity: "high",
  configSchema: { properties: { except } },
  validateStack: ({ resources, getConfig }, report) => {
    const read = new Set(resources.flatMap(({ dependencies }) => dependencies.map(({ urn }) => urn)));
    for (const resource of resources.filter(({ urn }) => !read.has(urn)))
      eachKnown(resource, getConfig<Except>(), (alert, { recipientsIn }, title) => {
        if (alert.notifies() !== false) return;
        const what = "it tells nobody, and nothing in this stack reads it";
        report(sentence(title, { what, remediation: `name whom it tells in ${recipientsIn}, or remove it` }), resource.urn);
      });
  },
};

const criticalPages: StackValidationPolicy = {
  name: "critical-alert-pages",
  displayName: "A critical alert pages",
  description: "A critical alert calls somebody through a pager; a message in a channel waits until somebody looks.",
  severity: "critical",
  configSchema: {
    properties: {
      keys: texts("labels or tags that say how bad it is", defaults.marks),
      values: texts("their values, in lower case, that mean: somebody has to come now", defaults.critical),
      except,
    },
  },
  validateStack: ({ resources, getConfig }, report) => {
    const {
      keys = defaults.marks,
      values = defaults.critical,
      ...config
    } = getConfig<Except & { readonly keys?: Texts; readonly values?: Texts }>();
    for (const resource of resources)
      eachKnown(resource, config, (alert, { recipientsIn }, title) => {
        const labels = alert.labels();
        const mark = keys.find((key) => values.includes(labels[key]?.toLowerCase() ?? ""));
        if (mark === undefined || alert.pages?.(resources) !== false) return;
        const what = `it is critical (${mark}: ${labels[mark]}) and reaches no pager, so nobody comes before they happen to look`;
        report(sentence(title, { what, remediation: `add a pager in ${recipientsIn}, or lower its ${mark}` }), resource.urn);
      });
  },
};

/**
 * Policies for a pack of `@pulumi/policy`: what every alert of a stack has to have, whoever declared it, by this project or by hand. They
 * know the types of the vendors that slostack provisions and pass over every other resource. Only what is certain from the declared resources
 * is reported, each with the reason and the remedy.
 *
 * | policy | reports | configuration (defaults) |
 * |---|---|---|
 * | `alert-has-runbook` | an alert that links no runbook | `words` (runbook, playbook) |
 * | `alert-has-owner` | one that names no owner | `keys` (owner, team) |
 * | `alert-can-fire` | one that is switched off, or whose condition never holds | |
 * | `alert-reaches-someone` | one that tells nobody and that nothing in the stack reads; an escalation without people | |
 * | `critical-alert-pages` | a critical one that reaches no pager | `keys` (severity, priority), `values` (critical, page, p1, sev1) |
 *
 * Each also takes `except`, a list of `label:value`: alerts that it passes over.
 *
 * @example
 * ```ts
 * import { PolicyPack } from "@pulumi/policy";
 * import { policies } from "slostack/policy";
 *
 * new PolicyPack("monitoring", { policies, enforcementLevel: "mandatory" }, { "alert-has-owner": { keys: ["squad"] } });
 * ```
 */
export const policies: Policies = [hasRunbook, hasOwner, canFire, reachesSomeone, criticalPages];
