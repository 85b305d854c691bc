import { type AlertReader, type AlertReaders, type Declared, switchedOff } from "../alert-reader.ts";
import type { AlertArgs, MetricMonitorArgs } from "./inputs.ts";
import { kinds } from "./kinds.ts";

const monitor: AlertReader<Declared<MetricMonitorArgs>> = {
  noun: "monitor",
  runbookIn: "a link to it to `description`, said to be the runbook",
  ownerIn: "`owner`",
  recipientsIn: "an alert on it",
  read: ({ conditionGroup, description, enabled, owner }) => [
    {
      labels: () => ({}),
      owner: () => owner !== undefined,
      texts: () => [description],
      // An alert names the monitors that it speaks for, from any stack.
      notifies: () => undefined,
      faults: () => [
        switchedOff(enabled === false, "enabled: false"),
        !conditionGroup.conditions.some(({ conditionResult }) => conditionResult > 0) && {
          what: "none of its conditions opens an issue: each one resolves (`conditionResult` 0)",
          remediation: "give the condition that means trouble a `conditionResult` of 50 or 75",
        },
      ],
    },
  ],
};

const alert: AlertReader<Declared<AlertArgs>> = {
  noun: "alert",
  recipientsIn: "`actions` of one of its `actionFilters`",
  read: ({ actionFilters, enabled, triggerConditions }) => [
    {
      labels: () => ({}),
      notifies: () => actionFilters.some(({ actions }) => actions.length > 0),
      faults: () => [
        switchedOff(enabled === false, "enabled: false"),
        triggerConditions.length === 0 && {
          what: "it has no trigger: no event of an issue makes it speak",
          remediation: "add one to `triggerConditions`",
        },
      ],
    },
  ],
};

export const alertReaders: AlertReaders = { [kinds.monitor.type]: monitor, [kinds.alert.type]: alert };
