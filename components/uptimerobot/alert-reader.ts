import { type AlertReader, type AlertReaders, type Declared, switchedOff } from "../alert-reader.ts";
import type { MonitorArgs } from "./inputs.ts";
import { kinds } from "./kinds.ts";

const monitor: AlertReader<Declared<MonitorArgs>> = {
  noun: "monitor",
  runbookIn: "a link to it to `customFields`, under `runbook`",
  ownerIn: "`<key>` to `customFields`",
  recipientsIn: "`assignedAlertContacts`",
  read: ({ assignedAlertContacts = [], customFields = {}, isPaused }) => [
    {
      labels: () => customFields,
      runbook: () => customFields.runbook,
      texts: () => Object.values(customFields),
      notifies: () => assignedAlertContacts.length > 0,
      faults: () => [switchedOff(isPaused, "isPaused: true")],
    },
  ],
};

export const alertReaders: AlertReaders = { [kinds.monitor.type]: monitor };
