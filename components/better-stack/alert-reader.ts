import { type AlertReader, type AlertReaders, type Declared, switchedOff } from "../alert-reader.ts";
import type { HeartbeatArgs, MonitorArgs } from "./inputs.ts";
import { kinds } from "./kinds.ts";

/** An alert has neither labels nor a text of its own: its runbook is in the instructions of its policy. */
const told = (args: Declared<MonitorArgs> | Declared<HeartbeatArgs>) => ({
  labels: () => ({}),
  notifies: () => args.call || args.email || args.push || args.sms || Boolean(args.policyId),
  faults: () => [switchedOff(args.paused, "paused: true")],
});

const recipientsIn = "`policyId`";

const monitor: AlertReader<Declared<MonitorArgs>> = { noun: "monitor", recipientsIn, read: (args) => [told(args)] };

const heartbeat: AlertReader<Declared<HeartbeatArgs>> = { noun: "heartbeat", recipientsIn, read: (args) => [told(args)] };

export const alertReaders: AlertReaders = { [kinds.monitor.type]: monitor, [kinds.heartbeat.type]: heartbeat };
