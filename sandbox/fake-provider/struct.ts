import { type Fields, isFields, isList, type Value } from "./value.ts";

/** Tags of the wire format, a field's number and the form of its content, in `google/protobuf/struct.proto`. */
const entryTag = 10;
const [nameTag, valueTag] = [10, 18];
const [nullTag, numberTag, textTag, booleanTag, structTag, listTag] = [8, 17, 26, 32, 42, 50];
const itemTag = 10;

/**
 * Reads a `google.protobuf.Struct`: the library makes a message and a map of each value in it first, which was a third of all that fake
 * providers do.
 *
 * @returns the names of each object in the order of the alphabet, as the engine sends them in any
 * @throws Error if the bytes are none
 */
export function structIn(bytes: Uint8Array): Fields {
  return new Reader(bytes).struct(bytes.length);
}

class Reader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** @param end where it ends */
  struct(end: number): Fields {
    const entries: (readonly [name: string, value: Value])[] = [];
    while (this.#at < end) {
      this.#expect(entryTag);
      entries.push(this.#entry(this.#end()));
    }
    return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
  }

  #entry(end: number): readonly [name: string, value: Value] {
    let name = "";
    let value: Value = null;
    while (this.#at < end) {
      const tag = this.#varint();
      if (tag === nameTag) name = this.#text();
      else if (tag === valueTag) value = this.#value(this.#end());
      else throw unexpected(tag);
    }
    return [name, value];
  }

  #value(end: number): Value {
    let value: Value = null;
    while (this.#at < end) value = this.#content(this.#varint());
    return value;
  }

  #content(tag: number): Value {
    switch (tag) {
      case nullTag:
        this.#varint();
        return null;
      case numberTag:
        this.#at += 8;
        return this.#bytes.readDoubleLE(this.#at - 8);
      case textTag:
        return this.#text();
      case booleanTag:
        return this.#varint() !== 0;
      case structTag:
        return this.struct(this.#end());
      case listTag:
        return this.#list(this.#end());
      default:
        throw unexpected(tag);
    }
  }

  #list(end: number): Value[] {
    const items: Value[] = [];
    while (this.#at < end) {
      this.#expect(itemTag);
      items.push(this.#value(this.#end()));
    }
    return items;
  }

  #text(): string {
    const end = this.#end();
    const text = this.#bytes.toString("utf8", this.#at, end);
    this.#at = end;
    return text;
  }

  /** Where the content ends whose length is next. */
  #end(): number {
    const length = this.#varint();
    const end = this.#at + length;
    if (end > this.#bytes.length) throw new Error(`a Struct ends after ${this.#bytes.length} bytes, within a value`);
    return end;
  }

  #varint(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.#bytes.readUInt8(this.#at++);
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  }

  #expect(tag: number): void {
    const found = this.#varint();
    if (found !== tag) throw unexpected(found);
  }
}

const unexpected = (tag: number): Error => new Error(`a Struct has no field of the tag ${tag}`);

/**
 * Writes a `google.protobuf.Struct`.
 *
 * @throws Error if a value is none of JSON
 */
export function structBytes(fields: Fields): Uint8Array {
  const writer = new Writer();
  writer.struct(fields);
  return writer.bytes();
}

/** Writes from the end to the beginning: a length stands before what it is the length of. */
class Writer {
  #bytes = Buffer.allocUnsafe(1024);
  #at = this.#bytes.length;

  bytes(): Uint8Array {
    return this.#bytes.subarray(this.#at);
  }

  struct(fields: Fields): void {
    for (const [name, value] of Object.entries(fields).reverse()) {
      this.#within(entryTag, () => {
        this.#within(valueTag, () => this.#value(value));
        this.#text(nameTag, name);
      });
    }
  }

  #value(value: Value): void {
    if (value === null) this.#varint(0, nullTag);
    else if (typeof value === "string") this.#text(textTag, value);
    else if (typeof value === "boolean") this.#varint(Number(value), booleanTag);
    else if (typeof value === "number") this.#number(value);
    else if (isList(value)) this.#within(listTag, () => this.#list(value));
    else if (isFields(value)) this.#within(structTag, () => this.struct(value));
    else throw new Error(`a Struct holds no ${typeof value}`);
  }

  #list(items: readonly Value[]): void {
    for (const item of items.toReversed()) this.#within(itemTag, () => this.#value(item));
  }

  #number(value: number): void {
    this.#reserve(8);
    this.#bytes.writeDoubleLE(value, this.#at);
    this.#varint(numberTag);
  }

  #text(tag: number, text: string): void {
    const length = Buffer.byteLength(text);
    this.#reserve(length);
    this.#bytes.write(text, this.#at);
    this.#varint(length, tag);
  }

  #within(tag: number, write: () => void): void {
    const length = this.#bytes.length - this.#at;
    write();
    this.#varint(this.#bytes.length - this.#at - length, tag);
  }

  /** @param tag to stand before it */
  #varint(value: number, tag?: number): void {
    const bytes = value < 128 ? 1 : Math.ceil((32 - Math.clz32(value)) / 7);
    this.#reserve(bytes);
    for (let i = 0; i < bytes; i++) this.#bytes[this.#at + i] = ((value >>> (7 * i)) & 127) | (i < bytes - 1 ? 128 : 0);
    if (tag !== undefined) this.#varint(tag);
  }

  #reserve(length: number): void {
    while (this.#at < length) {
      const larger = Buffer.allocUnsafe(this.#bytes.length * 2);
      this.#bytes.copy(larger, larger.length - this.#bytes.length);
      this.#at += larger.length - this.#bytes.length;
      this.#bytes = larger;
    }
    this.#at -= length;
  }
}
