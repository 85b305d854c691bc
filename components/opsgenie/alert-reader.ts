import { type AlertReader, type AlertReaders, type Declared, switchedOff } from "../alert-reader.ts";
import type { EscalationArgs, ScheduleArgs, ScheduleRotationArgs } from "./inputs.ts";
import { kinds } from "./kinds.ts";

/* A pager's own objects: what is no alert, and ends every alert that is sent to it. */

const escalation: AlertReader<Declared<EscalationArgs>> = {
  noun: "escalation",
  recipientsIn: "`recipients` of its rules",
  read: ({ rules }) => [
    { labels: () => ({}), notifies: () => rules.some(({ recipients }) => (recipients.length as number) > 0), faults: () => [] },
  ],
};

const schedule: AlertReader<Declared<ScheduleArgs>> = {
  noun: "schedule",
  recipientsIn: "a rotation of it",
  // Its rotations are resources of their own, which may be in any stack.
  read: ({ enabled }) => [
    { labels: () => ({}), notifies: () => undefined, faults: () => [switchedOff(enabled === false, "enabled: false")] },
  ],
};

const rotation: AlertReader<Declared<ScheduleRotationArgs>> = {
  noun: "rotation",
  recipientsIn: "`participants`",
  read: ({ participants }) => [{ labels: () => ({}), notifies: () => participants.length > 0, faults: () => [] }],
};

export const alertReaders: AlertReaders = {
  [kinds.escalation.type]: escalation,
  [kinds.schedule.type]: schedule,
  [kinds.rotation.type]: rotation,
};
