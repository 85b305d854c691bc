import type * as digitalocean from "@pulumi/digitalocean";
import type { Unwrap } from "@pulumi/pulumi";
import { type AlertReader, type AlertReaders, switchedOff } from "../alert-reader.ts";
import { kinds } from "./kinds.ts";

const alert: AlertReader<Unwrap<digitalocean.MonitorAlertArgs>> = {
  noun: "alert",
  runbookIn: "a link to it to `description`, said to be the runbook",
  recipientsIn: "`alerts`",
  read: ({ alerts, description, enabled }) => [
    {
      // Its tags say which machines it watches, and nothing about itself.
      labels: () => ({}),
      texts: () => [description],
      notifies: () => (alerts.emails ?? []).length + (alerts.slacks ?? []).length > 0,
      // There is no pager that DigitalOcean could call.
      pages: () => false,
      faults: () => [switchedOff(enabled === false, "enabled: false")],
    },
  ],
};

export const alertReaders: AlertReaders = { [kinds.alert.type]: alert };
