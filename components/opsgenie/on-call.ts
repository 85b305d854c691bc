import * as pulumi from "@pulumi/pulumi";
import { formerNames, logicalName } from "../../model/ids.ts";
import type { OnCall as Entry, Environment, Escalation, Identified, Layer, Person, Schedule, Team } from "../../model/resolved.ts";
import { type Numbers, phoneOf } from "../phones.ts";
import type { PageKeys } from "../vendor.ts";
import { escalationArgs } from "./escalation.ts";
import { integrationArgs } from "./integration.ts";
import { notificationRuleArgs, teamArgs, userArgs, userContactArgs, waysOf } from "./people.ts";
import {
  ApiIntegration,
  Escalation as EscalationResource,
  NotificationRule,
  Schedule as ScheduleResource,
  ScheduleRotation,
  Team as TeamResource,
  User,
  UserContact,
} from "./resources.ts";
import { rotationArgs, scheduleArgs } from "./schedule.ts";
import type { Call, OpsgenieOnCall } from "./select.ts";

const itself = (id: string) => id;

export interface OnCallArgs {
  readonly environment: Environment;
  readonly plan: OpsgenieOnCall;
  /** true: what pages cannot be deleted */
  readonly protect: boolean;
  /** secret; asked for where somebody is to be reached by telephone */
  readonly numbers: () => pulumi.Output<Numbers>;
}

type Id = pulumi.Output<string>;

/** Everything of one environment at Opsgenie: who is called, in which order, and the keys of who may call. */
export class OnCall extends pulumi.ComponentResource implements PageKeys {
  readonly outputs: Readonly<Record<string, Id>>;
  private readonly args: OnCallArgs;
  private readonly ids = new Map<string, Id>();
  /** secret, by logical name of the integration; only of those that are on */
  private readonly keys = new Map<string, Id>();

  constructor(name: string, args: OnCallArgs, options: pulumi.ComponentResourceOptions) {
    super("slostack:opsgenie:OnCall", name, {}, options);
    this.args = args;
    const { people, teams, schedules, escalations, calls } = args.plan;
    for (const person of people) this.person(person);
    for (const team of teams) this.team(team);
    for (const schedule of schedules) this.schedule(schedule);
    for (const escalation of escalations) this.escalation(escalation);
    for (const call of calls) this.call(call);
    const applications = calls.flatMap(({ onCall, enabled }) => (enabled ? onCall.senders.map((sender) => ({ onCall, sender })) : []));
    this.outputs = Object.fromEntries(applications.map(({ onCall, sender }) => [logicalName(onCall.id, sender), this.key(onCall, sender)]));
    this.registerOutputs({ outputs: this.outputs });
  }

  key(onCall: Entry, sender: string): Id {
    const key = this.keys.get(logicalName(onCall.id, sender));
    if (!key) throw new Error(`Opsgenie has no integration of ${sender} for on-call ${onCall.id}`);
    return key;
  }

  /** Opsgenie's pages of teams have no address that can be known before they are made. */
  address(): undefined {
    return undefined;
  }

  private person(person: Person): void {
    const user = new User(person.id, userArgs(person), this.child(formerNames(person, itself)));
    this.ids.set(`person ${person.id}`, user.id);
    const ways = waysOf(person);
    if (ways.length === 0) return;
    const number = this.args.numbers().apply((numbers) => {
      const { countryCode, address } = phoneOf(person, numbers);
      return `${countryCode}-${address}`;
    });
    const contacts = ways.map((way) => {
      const named = (id: string) => logicalName(id, way);
      const options = { ...this.child(formerNames(person, named)), dependsOn: user };
      // It names the user by the address alone, so that nothing else puts the two in order.
      return new UserContact(named(person.id), userContactArgs(person, way, number), options);
    });
    const options = { ...this.child(formerNames(person, itself)), dependsOn: contacts };
    new NotificationRule(person.id, notificationRuleArgs(person, number), options);
  }

  private team(team: Team): void {
    const args = teamArgs(team, ({ id }) => this.id(`person ${id}`));
    this.ids.set(`team ${team.id}`, new TeamResource(team.id, args, this.kept(team)).id);
  }

  private schedule(schedule: Schedule): void {
    const owner = this.args.plan.escalations.find(({ levels }) => levels.some(({ target }) => target === schedule))?.team;
    if (!owner) throw new Error(`no escalation calls the schedule ${schedule.id}`);
    const id = new ScheduleResource(schedule.id, scheduleArgs(schedule, this.id(`team ${owner.id}`)), this.kept(schedule)).id;
    this.ids.set(`schedule ${schedule.id}`, id);
    for (const layer of schedule.layers) this.rotation(schedule, layer, id);
  }

  private rotation(schedule: Schedule, layer: Layer, id: Id): void {
    const args = rotationArgs(layer, schedule, id, (person) => this.id(`person ${person.id}`));
    const former = formerNames(schedule, (one) => logicalName(one, layer.id));
    new ScheduleRotation(logicalName(schedule.id, layer.id), args, this.child(former, this.args.protect));
  }

  private escalation(escalation: Escalation): void {
    const args = escalationArgs(escalation, this.id(`team ${escalation.team.id}`), (kind, { id }) => this.id(`${kind} ${id}`));
    this.ids.set(`escalation ${escalation.id}`, new EscalationResource(escalation.id, args, this.kept(escalation)).id);
  }

  private call({ onCall, enabled, senders }: Call): void {
    const { escalation } = onCall;
    for (const sender of senders) {
      const name = logicalName(onCall.id, sender);
      const ids = { team: this.id(`team ${escalation.team.id}`), escalation: this.id(`escalation ${escalation.id}`) };
      const args = integrationArgs(onCall, sender, this.args.environment, enabled, ids);
      const former = formerNames(onCall, (id) => logicalName(id, sender));
      const { apiKey } = new ApiIntegration(name, args, this.child(former, this.args.protect));
      if (enabled) this.keys.set(name, apiKey);
    }
  }

  private id(key: string): Id {
    const id = this.ids.get(key);
    if (!id) throw new Error(`${key} is referred to, and is not at Opsgenie`);
    return id;
  }

  private child(formerly: readonly string[] = [], protect = false): pulumi.CustomResourceOptions {
    return { parent: this, aliases: formerly.map((name) => ({ name })), protect };
  }

  /** What pages. */
  private kept(entry: Identified): pulumi.CustomResourceOptions {
    return this.child(formerNames(entry, itself), this.args.protect);
  }
}
