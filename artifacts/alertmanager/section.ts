import { z } from "zod";
import type { Check } from "../../model/check/report.ts";
import type { CheckedSection } from "../../model/checked-vocabulary.ts";
import type { SectionScope } from "../../model/organization-section.ts";
import { derive } from "../../model/resolve/derive.ts";
import { need } from "../../model/resolve/entries.ts";
import type { Channel } from "../../model/resolved.ts";
import type { Derived } from "../../model/schema/meaning.ts";
import { mapBy, provenance } from "../../model/schema/text.ts";

const hostAndPort = z.string().regex(/^[^\s/:]+:\d+$/, "host:port");
const addresses = z.array(hostAndPort).min(1);

const schema = z.strictObject({
  addresses: z
    .union([addresses, mapBy("environment", addresses)])
    .describe("addresses to which every Prometheus that evaluates rules sends alerts; per environment if they do not share one name"),
  secrets: z
    .string()
    .regex(/^(\/[A-Za-z0-9._-]+)+$/, "an absolute path such as /etc/alertmanager/secrets")
    .default("/etc/alertmanager/secrets")
    .describe("folder of keys, one a file, on the machine of the Alertmanager"),
  mail: z
    .strictObject({
      from: z.email(),
      server: hostAndPort.describe("takes mail over TLS"),
      user: z.string().min(1).optional().describe("logs in with the password in the file smtp-password; without one it does not log in"),
    })
    .optional()
    .describe("how it sends e-mail"),
  ...provenance,
});
type Entry = z.output<typeof schema>;

const keys = schema.omit({ addresses: true });
/** How the alerts that a Prometheus evaluates itself are notified. */
export interface Alertmanager extends Derived<z.output<typeof keys>> {
  /** host:port of each instance in this environment */
  readonly addresses: readonly string[];
  /** non-paging environments other than this one: where their alerts go if they are sent here */
  readonly elsewhere: readonly { readonly environment: string; readonly post: Channel }[];
}

declare module "../../model/vendors.ts" {
  interface OrganizationSections {
    alertmanager: { readonly entry: Entry; readonly resolved: Alertmanager };
  }
}

const missing = "write where it is: alertmanager: { addresses: [host:9093] }; or let Grafana evaluate";

/** A Prometheus that evaluates its own rules needs an Alertmanager in each environment and a channel for alerts without a route. */
const checkAlertmanager: Check = ({ organization }, report) => {
  const { sources, alertmanager, environments, teams, channels } = organization.value;
  const own = Object.entries(sources).filter(([, source]) => source.kind === "prometheus" && source.evaluator === "prometheus");
  for (const [id, { owner }] of own) {
    if (!alertmanager)
      report(
        organization,
        ["sources", id, "evaluator"],
        "alertmanager-missing",
        `${JSON.stringify(id)} evaluates its own rules, but there is no Alertmanager`,
        { way: missing },
      );
    const channel = channels[teams[owner]?.channel ?? ""];
    if (channel && [channel.slack, channel.teams, channel.email].every((place) => place === undefined) && channel.webhook !== undefined)
      report(
        organization,
        ["sources", id, "owner"],
        "unrouted-unheard",
        `${JSON.stringify(id)} evaluates its own rules, but the channel of ${JSON.stringify(owner)} has only a webhook`,
      );
  }
  if (own.length === 0 || !alertmanager || Array.isArray(alertmanager.addresses)) return;
  for (const id of Object.keys(environments))
    if (!Object.hasOwn(alertmanager.addresses, id))
      report(organization, ["alertmanager", "addresses"], "alertmanager-missing", `${JSON.stringify(id)} has no Alertmanager`, {
        way: missing,
      });
};

export const alertmanagerSection: CheckedSection<"alertmanager"> = {
  key: "alertmanager",
  schema,
  checks: [checkAlertmanager],
  resolve: (entry, scope) => {
    const addresses = Array.isArray(entry.addresses) ? entry.addresses : (entry.addresses[scope.environment] ?? []);
    return { ...derive(keys, entry, {}), addresses, elsewhere: elsewhereOf(scope) };
  },
};

function elsewhereOf({ environments, environment: here, channels }: SectionScope): Alertmanager["elsewhere"] {
  return Object.entries(environments)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([environment, { page, post }]) =>
      environment === here || page !== "never" || post === undefined ? [] : [{ environment, post: need(channels, post, "channel") }],
    );
}
