import { formatDuration } from "../../model/quantity.ts";
import { byName, type Kind, type PagedBy, type Report, type Section } from "../report.ts";

interface Check {
  readonly name: string;
  readonly frequency: number;
  readonly frequencyOffset?: number;
  readonly request: { readonly url: string };
  readonly alertChannelSubscriptions?: readonly { readonly channelId: number }[];
}
interface AlertChannel {
  readonly pagerduty?: { readonly serviceKey: string };
  readonly slack?: { readonly channel: string };
  readonly email?: { readonly address: string };
  readonly webhook?: { readonly name: string };
  readonly sslExpiry: boolean;
  readonly sslExpiryThreshold: number;
}

function sections(kinds: Kind, environment: string, pagedBy: PagedBy): Section[] {
  const checks = kinds<Check>("check")
    .filter(({ fields }) => fields.name.endsWith(`(${environment})`))
    .sort(byName);
  const rows = checks.map(({ fields: { name, request, frequency, frequencyOffset = 0, alertChannelSubscriptions = [] } }) => [
    name,
    request.url,
    `every ${formatDuration(frequency === 0 ? frequencyOffset : frequency * 60)}`,
    alertChannelSubscriptions.map(({ channelId }) => wayOf(kinds, pagedBy, channelId)).join(", "),
  ]);
  return [{ noun: "endpoint", rows }];
}

function wayOf(kinds: Kind, pagedBy: PagedBy, id: number): string {
  const channel = kinds<AlertChannel>("alertChannel").find((one) => one.id === String(id))?.fields;
  if (!channel) return "no one";
  const { pagerduty, slack, email, webhook, sslExpiry, sslExpiryThreshold } = channel;
  const who = pagerduty ? `pages ${pagedBy(pagerduty.serviceKey)}` : (slack?.channel ?? email?.address ?? webhook?.name ?? "no one");
  return sslExpiry ? `${who} ${sslExpiryThreshold}d before the certificate expires` : who;
}

export const report: Report = { sections };
