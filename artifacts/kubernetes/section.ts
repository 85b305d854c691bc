import { z } from "zod";
import type { Check } from "../../model/check/report.ts";
import type { CheckedSection } from "../../model/checked-vocabulary.ts";
import { derive } from "../../model/resolve/derive.ts";
import type { Derived } from "../../model/schema/meaning.ts";
import { mapBy, provenance } from "../../model/schema/text.ts";
import { groupingsOf } from "../prometheus/source-checks.ts";

/** RFC 1123 label, as names of namespaces are: https://kubernetes.io/docs/concepts/overview/working-with-objects/names/ */
const label = z
  .string()
  .max(63)
  .regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/, "lower-case letters, digits and -, such as monitoring");
/** https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set */
const word = /[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?/.source;
const labelKey = z
  .string()
  .regex(new RegExp(`^(?:[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?/)?${word}$`), "a label such as release or example.com/team");

const schema = z.strictObject({
  namespace: z
    .union([label, mapBy("environment", label)])
    .describe("where the objects, and the Secret with the keys, are; per environment if it differs"),
  labels: z
    .record(labelKey, z.string().regex(new RegExp(`^(?:${word})?$`), "a value of a label"))
    .default({})
    .describe("labels by which the operator's Prometheus and Alertmanager select objects, such as release"),
  operator: z.enum(["prometheus", "victoria-metrics"]).default("prometheus").describe("whose kind of rules: PrometheusRule or VMRule"),
  matcher: z
    .enum(["namespace", "none"])
    .default("namespace")
    .describe(
      "alertmanagerConfigMatcherStrategy of the Alertmanager: whether a route takes alerts of its own namespace alone (OnNamespace) or any",
    ),
  secret: label.default("slostack").describe("Secret that holds the keys of the Alertmanager, each under the name of its file"),
  ...provenance,
});
type Entry = z.output<typeof schema>;

const keys = schema.omit({ namespace: true, labels: true });
/** How rules, routes and scraping are given to an operator in a cluster. */
export interface Kubernetes extends Derived<z.output<typeof keys>> {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
}

declare module "../../model/vendors.ts" {
  interface OrganizationSections {
    kubernetes: { readonly entry: Entry; readonly resolved: Kubernetes };
  }
}

/** Each environment has a namespace. */
const checkNamespaces: Check = ({ organization }, report) => {
  const { kubernetes, environments } = organization.value;
  if (kubernetes === undefined || typeof kubernetes.namespace === "string") return;
  for (const id of Object.keys(environments))
    if (!Object.hasOwn(kubernetes.namespace, id))
      report(organization, ["kubernetes", "namespace"], "namespace-missing", `${JSON.stringify(id)} has no namespace`);
};

/** A rule carries the namespace of its object as a label, so that its route takes it. That replaces the namespace of a series. */
const checkGrouping: Check = (checked, report) => {
  if (checked.organization.value.kubernetes?.matcher !== "namespace") return;
  for (const { source, label, part, path } of groupingsOf(checked))
    if (label === "namespace" && source.evaluator === "prometheus")
      report(
        part,
        path,
        "label-taken",
        "every rule has the namespace of its object as a label, so its series cannot be grouped by theirs",
        { way: "set alertmanagerConfigMatcherStrategy of the Alertmanager to None, and write kubernetes: { matcher: none }" },
      );
};

/** A VMRule is evaluated on VictoriaMetrics. */
const checkServers: Check = ({ organization }, report) => {
  const { kubernetes, sources } = organization.value;
  if (kubernetes?.operator !== "victoria-metrics") return;
  for (const [id, source] of Object.entries(sources))
    if (source.kind === "prometheus" && source.evaluator === "prometheus" && source.server !== "victoria-metrics")
      report(
        organization,
        ["sources", id],
        "other-server",
        "its rules become objects of the kind VMRule, which VictoriaMetrics evaluates, and its server is prometheus",
        { way: "set `server: victoria-metrics` at the source, or `operator: prometheus` in `kubernetes`" },
      );
};

export const kubernetesSection: CheckedSection<"kubernetes"> = {
  key: "kubernetes",
  schema,
  checks: [checkNamespaces, checkGrouping, checkServers],
  resolve: (entry, { environment }) => ({
    ...derive(keys, entry, {}),
    labels: entry.labels,
    namespace: typeof entry.namespace === "string" ? entry.namespace : (entry.namespace[environment] ?? ""),
  }),
};
