import type * as checkly from "@checkly/pulumi";
import type { Unwrap } from "@pulumi/pulumi";
import { type AlertReader, type AlertReaders, type Fault, labelsOfTags, switchedOff } from "../alert-reader.ts";
import { kinds } from "./kinds.ts";

const muted: Fault = {
  what: "`muted: true` keeps it from telling anybody that it fails",
  remediation: "remove `muted`",
};

const check: AlertReader<Unwrap<checkly.CheckArgs>> = {
  noun: "check",
  runbookIn: "a tag `runbook:https://…`",
  ownerIn: "a tag `<key>:…`",
  recipientsIn: "`alertChannelSubscriptions`",
  read: (args) => [
    {
      labels: () => labelsOfTags(args.tags),
      texts: () => args.tags ?? [],
      notifies: () => args.alertChannelSubscriptions?.some(({ activated }) => activated) ?? false,
      faults: () => [switchedOff(args.activated === false, "activated: false"), args.muted === true && muted],
    },
  ],
};

export const alertReaders: AlertReaders = { [kinds.check.type]: check };
