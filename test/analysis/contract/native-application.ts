import { createServer } from "node:http";
import { type Application, closed, listening } from "./application.ts";

/** A histogram as a client library sends it in the protobuf format: natively, and with its classic buckets where it has some. */
interface NativeHistogram {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly buckets: readonly number[];
  readonly native: boolean;
}

/*
 * The messages of io.prometheus.client.MetricFamily (prometheus/client_model, io/prometheus/client/metrics.proto), field by field: no client
 * library on npm sends native histograms.
 */
const varint = (value: number): number[] => (value < 128 ? [value] : [(value & 127) | 128, ...varint(value >>> 7)]);
const zigzag = (value: number): number => (value < 0 ? -2 * value - 1 : 2 * value);
const whole = (field: number, value: number): number[] => [...varint(field << 3), ...varint(value)];
const bytes = (field: number, of: readonly number[]): number[] => [...varint((field << 3) | 2), ...varint(of.length), ...of];
const text = (field: number, value: string): number[] => bytes(field, [...Buffer.from(value)]);
const double = (field: number, value: number): number[] => {
  const buffer = Buffer.alloc(8);
  buffer.writeDoubleLE(value);
  return [...varint((field << 3) | 1), ...buffer];
};

const count = 10;
const sum = 1.2;

function familyOf({ name, labels, buckets, native }: NativeHistogram): number[] {
  const histogramType = 4;
  const classic = buckets.flatMap((bound) => bytes(3, [...whole(1, count), ...double(2, bound)]));
  // Schema 3, and all observations in the bucket that ends at 2^(-16/8).
  const span = bytes(12, [...whole(1, zigzag(-16)), ...whole(2, 1)]);
  const parts = native ? [...whole(5, zigzag(3)), ...double(6, 2 ** -128), ...whole(7, 0), ...span, ...whole(13, zigzag(count))] : [];
  const histogram = [...whole(1, count), ...double(2, sum), ...classic, ...parts];
  const pairs = Object.entries(labels).flatMap(([label, value]) => bytes(1, [...text(1, label), ...text(2, value)]));
  return [...text(1, name), ...text(2, name), ...whole(3, histogramType), ...bytes(4, [...pairs, ...bytes(7, histogram)])];
}

/** The same in text, where nothing is native. */
const textOf = ({ name, labels, buckets }: NativeHistogram): string => {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
  const bucket = (le: string) => `${name}_bucket{${[...pairs, `le="${le}"`].join(",")}} ${count}\n`;
  const whole = pairs.join(",");
  return `# TYPE ${name} histogram\n${[...buckets.map(String), "+Inf"].map(bucket).join("")}${name}_sum{${whole}} ${sum}\n${name}_count{${whole}} ${count}\n`;
};

/** An application whose library knows native histograms: it answers in the protobuf format to whoever asks for it first. */
export async function startNative(histograms: readonly NativeHistogram[]): Promise<Application> {
  const families = histograms.map(familyOf);
  const binary = Buffer.from(families.flatMap((family) => [...varint(family.length), ...family]));
  const server = createServer((request, response) => {
    const protobuf = request.headers.accept?.startsWith("application/vnd.google.protobuf");
    const type = protobuf
      ? "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited"
      : "text/plain; version=0.0.4";
    response.setHeader("content-type", type).end(protobuf ? binary : histograms.map(textOf).join(""));
  });
  const target = await listening(server);
  return { target, metrics: `http://${target}/metrics`, close: () => closed(server) };
}
