import type * as pagerduty from "@pulumi/pagerduty";
import type { Unwrap } from "@pulumi/pulumi";
import type { AlertReader, AlertReaders } from "../alert-reader.ts";
import { kinds } from "./kinds.ts";

/*
 * A pager's own objects: what is no alert, and ends every alert that is sent to it. The API refuses a service without an escalation, and a
 * level without a target, but only when they are made.
 */

const service: AlertReader<Unwrap<pagerduty.ServiceArgs>> = {
  noun: "service",
  recipientsIn: "`escalationPolicy`",
  read: (args) => [{ labels: () => ({}), notifies: () => Boolean(args.escalationPolicy), faults: () => [] }],
};

const escalation: AlertReader<Unwrap<pagerduty.EscalationPolicyArgs>> = {
  noun: "escalation policy",
  recipientsIn: "`targets` of its rules",
  read: ({ rules }) => [
    {
      labels: () => ({}),
      notifies: () => rules.some(({ targets }) => targets.length > 0),
      faults: () =>
        rules.map(
          ({ targets }, level) =>
            targets.length === 0 && {
              what: `level ${level + 1} has no target: the page waits there and calls nobody`,
              remediation: "add a user or a schedule to its `targets`, or remove the level",
            },
        ),
    },
  ],
};

const schedule: AlertReader<Unwrap<pagerduty.ScheduleArgs>> = {
  noun: "schedule",
  recipientsIn: "`users` of its layers",
  read: ({ layers }) => [{ labels: () => ({}), notifies: () => layers.some(({ users }) => users.length > 0), faults: () => [] }],
};

export const alertReaders: AlertReaders = {
  [kinds.service.type]: service,
  [kinds.escalationPolicy.type]: escalation,
  [kinds.schedule.type]: schedule,
};
