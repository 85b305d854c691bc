import struct from "google-protobuf/google/protobuf/struct_pb.js";
import { describe, expect, test } from "vitest";
import { structBytes, structIn } from "../../sandbox/fake-provider/struct.ts";
import type { Fields } from "../../sandbox/fake-provider/value.ts";

type Json = Parameters<typeof struct.Struct.fromJavaScript>[0];

/** What the library makes of fields and of bytes. */
const bytesOf = (fields: Fields): Uint8Array => struct.Struct.fromJavaScript(fields as Json).serializeBinary();
const fieldsIn = (bytes: Uint8Array): unknown => struct.Struct.deserializeBinary(bytes).toJavaScript();

const cases: Readonly<Record<string, Fields>> = {
  nothing: {},
  "a value of each kind": { text: "a", number: 1, boolean: true, nothing: null, list: ["b"], object: { c: "d" } },
  "values that are their kind's zero": { "": "", zero: 0, no: false, list: [], object: {} },
  "numbers of every size": { least: Number.MIN_VALUE, most: Number.MAX_VALUE, minus: -1.5, integer: 2 ** 53 - 1 },
  "letters of one to four bytes": { é: "ß", 日本: "語", "😀": "👩‍👩‍👧" },
  "lengths of one to three bytes": { 127: "x".repeat(127), 128: "x".repeat(128), 16384: "x".repeat(16_384), list: Array(20_000).fill("y") },
  "depth within lists and objects": { a: [{ b: [[], [{ c: { d: [null, { e: false }] } }]] }] },
};

describe.each(Object.entries(cases))("a Struct of %s", (_, fields) => {
  test("is read as the library reads it", () => {
    expect(structIn(bytesOf(fields))).toEqual(fields);
  });

  test("is written so that the library reads it", () => {
    expect(fieldsIn(structBytes(fields))).toEqual(fields);
  });
});

test("names are in the order of the alphabet, in whatever order they come", () => {
  expect(Object.keys(structIn(structBytes({ c: 1, a: 2, B: 3, b: 4 })))).toEqual(["B", "a", "b", "c"]);
});

test("a value without a kind is null", () => {
  const message = new struct.Struct();
  message.getFieldsMap().set("empty", new struct.Value());
  expect(structIn(message.serializeBinary())).toEqual({ empty: null });
});

test("bytes that are no Struct, or a part of one, are refused", () => {
  const bytes = bytesOf({ name: "a value" });
  expect(() => structIn(bytes.subarray(0, -1))).toThrow("within a value");
  expect(() => structIn(new Uint8Array([8, 1]))).toThrow("no field of the tag 8");
});

test("what is no JSON is refused", () => {
  expect(() => structBytes({ a: (() => 1) as never })).toThrow("a Struct holds no function");
});
