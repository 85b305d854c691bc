import * as vendor from "@pulumi/pagerduty";
import * as pulumi from "@pulumi/pulumi";
import { everyName, formerNames, logicalName } from "../../model/ids.ts";
import type { OnCall as Entry, Escalation, Organization, Person, Resolved } from "../../model/resolved.ts";
import { type Numbers, phoneOf } from "../phones.ts";
import { type Contact, contactMethodArgs, contactsOf, notificationRuleArgs } from "./contact.ts";
import { escalationPolicyArgs } from "./escalation.ts";
import { membershipArgs, teamArgs, userArgs } from "./people.ts";
import { AlertGroupingSetting } from "./raw.ts";
import { scheduleArgs } from "./schedule.ts";
import type { Call } from "./select.ts";
import { groupingArgs, integrationArgs, serviceArgs } from "./service.ts";

export interface OnCallArgs {
  readonly resolved: Resolved;
  /** who is paged, and by which vendors */
  readonly calls: readonly Call[];
  /** true: what pages cannot be deleted */
  readonly protect: boolean;
  /** secret; asked for where the account's people are to be reached by telephone */
  readonly numbers: () => pulumi.Output<Numbers>;
}

/** Ids at the vendor, by id in the catalog. */
type Ids = ReadonlyMap<string, pulumi.Output<string>>;
interface Named {
  readonly id: string;
}

function declare<T extends Named>(entries: readonly T[], one: (entry: T) => pulumi.Output<string>): Ids {
  return new Map(entries.map((entry) => [entry.id, one(entry)]));
}

function idOf(ids: Ids, entry: Named): pulumi.Output<string> {
  const id = ids.get(entry.id);
  if (!id) throw new Error(`${entry.id} is referred to, but not in the organization`);
  return id;
}

const itself = (id: string) => id;

/**
 * Everything of one environment at PagerDuty. The environment that owns the account also declares people, teams,
 * schedules and escalation policies; another one finds the policies by their names.
 */
export class OnCall extends pulumi.ComponentResource {
  /** Secret integration keys, by logical name of the integration. */
  private readonly keys = new Map<string, pulumi.Output<string>>();
  /** Pages of the services, by id of the on-call. */
  private readonly addresses = new Map<string, pulumi.Output<string>>();
  /** Secret integration keys of whatever else sends than the vendors of this stack, by on-call and sender. */
  readonly outputs: Readonly<Record<string, pulumi.Output<string>>>;
  private readonly protect: boolean;

  constructor(name: string, args: OnCallArgs, options: pulumi.ComponentResourceOptions) {
    super("slostack:pagerduty:OnCall", name, {}, options);
    this.protect = args.protect;
    const { environment, organization } = args.resolved;
    const policies = environment.ownsAccount ? this.account(organization, args.numbers) : this.lookUp(args.calls);
    for (const call of args.calls) this.service(call, args.resolved, idOf(policies, call.onCall.escalation));
    this.outputs = Object.fromEntries(
      args.calls.flatMap(({ onCall, handedOut }) => handedOut.map((sender) => [logicalName(onCall.id, sender), this.key(onCall, sender)])),
    );
    this.registerOutputs({ services: args.calls.map((call) => call.onCall.id) });
  }

  /** @throws when `sender` has no integration of the on-call. */
  key(onCall: Entry, sender: string): pulumi.Output<string> {
    const key = this.keys.get(logicalName(onCall.id, sender));
    if (!key) throw new Error(`PagerDuty has no integration of on-call ${onCall.id} for ${sender}`);
    return key;
  }

  address(onCall: Entry): pulumi.Output<string> | undefined {
    return this.addresses.get(onCall.id);
  }

  private account(organization: Organization, numbers: OnCallArgs["numbers"]): Ids {
    const users = declare(organization.people, (person) => {
      const { id } = new vendor.User(person.id, userArgs(person), this.child(formerNames(person, itself)));
      for (const contact of contactsOf(person)) this.contact(person, contact, id, numbers());
      return id;
    });
    const user = (person: Person) => idOf(users, person);

    const teams = declare(organization.teams, (team) => {
      const { id } = new vendor.Team(team.id, teamArgs(team), this.child(formerNames(team, itself)));
      for (const member of team.members) {
        const [name = "", ...former] = everyName([team, member]);
        new vendor.TeamMembership(name, membershipArgs(id, user(member)), this.child(former));
      }
      return id;
    });

    const schedules = declare(organization.schedules, (schedule) => {
      return new vendor.Schedule(schedule.id, scheduleArgs(schedule, user), this.paging(formerNames(schedule, itself))).id;
    });

    const target = (level: Escalation["levels"][number]) => idOf(level.kind === "schedule" ? schedules : users, level.target);
    return declare(organization.escalations, (escalation) => {
      const args = escalationPolicyArgs(escalation, target, idOf(teams, escalation.team));
      return new vendor.EscalationPolicy(escalation.id, args, this.paging(formerNames(escalation, itself))).id;
    });
  }

  /** One way to wake a person. Another user or another kind of contact is another object, which the plugin does not know. */
  private contact(person: Person, contact: Contact, user: pulumi.Output<string>, numbers: pulumi.Output<Numbers>): void {
    const named = (id: string) => logicalName(id, contact.way);
    const name = named(person.id);
    const options = this.child(formerNames(person, named));
    const phone = numbers.apply((all) => phoneOf(person, all));
    const args = contactMethodArgs(contact.way, user, { countryCode: phone.countryCode, address: phone.address });
    const method = new vendor.UserContactMethod(name, args, {
      ...options,
      additionalSecretOutputs: ["address", "countryCode"],
      replaceOnChanges: ["userId", "type"],
    });
    const rule = notificationRuleArgs(contact, user, method.id);
    new vendor.UserNotificationRule(name, rule, { ...options, replaceOnChanges: ["userId"] });
  }

  private lookUp(calls: readonly Call[]): Ids {
    return declare(
      calls.map((call) => call.onCall.escalation),
      ({ name }) => vendor.getEscalationPolicyOutput({ name }, { parent: this }).id,
    );
  }

  private service({ onCall, senders }: Call, { environment }: Resolved, escalation: pulumi.Output<string>): void {
    const aliases = formerNames(onCall, itself);
    const { id, htmlUrl } = new vendor.Service(onCall.id, serviceArgs(onCall, environment, escalation), this.paging(aliases));
    this.addresses.set(onCall.id, htmlUrl);
    if (onCall.group !== undefined) {
      new AlertGroupingSetting(onCall.id, groupingArgs(onCall, environment, onCall.group, id), this.child(aliases));
    }
    for (const sender of senders) {
      const named = (onCallId: string) => logicalName(onCallId, sender);
      const options = { ...this.paging(formerNames(onCall, named)), additionalSecretOutputs: ["integrationKey"] };
      const integration = new vendor.ServiceIntegration(named(onCall.id), integrationArgs(sender, id), options);
      this.keys.set(named(onCall.id), integration.integrationKey);
    }
  }

  private child(formerly: readonly string[] = []): pulumi.CustomResourceOptions {
    return { parent: this, aliases: formerly.map((name) => ({ name })) };
  }

  /** What stands between an alert and a person. Seats and memberships change with the staff and are not protected. */
  private paging(formerly: readonly string[]): pulumi.CustomResourceOptions {
    return { ...this.child(formerly), protect: this.protect };
  }
}
