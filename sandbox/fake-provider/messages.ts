import type { ServiceDefinition } from "@grpc/grpc-js";
import protobuf, { type Message } from "google-protobuf";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb.js";
import struct from "google-protobuf/google/protobuf/struct_pb.js";
import { structBytes, structIn } from "./struct.ts";
import type { Fields } from "./value.ts";

/** What a Struct of a message holds: it is read and written by its bytes, and empty itself. */
const contents = new WeakMap<Struct, Fields>();

/** The fields of a Struct that a message came with; none where it has none. */
export const fieldsOf = (message: Struct | undefined): Fields => (message && contents.get(message)) ?? {};

/** A Struct for a message that is an answer. */
export function structOf(fields: Fields): Struct {
  const message = new struct.Struct();
  contents.set(message, fields);
  return message;
}

/** A service whose messages are those of the library but for the Structs in them, which are read and written by their bytes. */
export function withPlainStructs(service: ServiceDefinition): ServiceDefinition {
  const methods = Object.entries(service).map(([name, method]) => {
    const { requestType } = method as unknown as { readonly requestType: Type };
    const requestDeserialize = (bytes: Uint8Array) => requestType.deserializeBinaryFromReader(new requestType(), new Reader(bytes));
    return [name, { ...method, requestDeserialize, responseSerialize: written }] as const;
  });
  return Object.fromEntries(methods);
}

/** The class of a message, as it is generated. */
interface Type {
  new (): Message;
  deserializeBinaryFromReader(message: Message, reader: protobuf.BinaryReader): Message;
  serializeBinaryToWriter(message: Message, writer: protobuf.BinaryWriter): void;
}

function written(message: Message): Buffer {
  const writer = new Writer();
  (message.constructor as unknown as Type).serializeBinaryToWriter(message, writer);
  return Buffer.from(writer.getResultBuffer());
}

class Reader extends protobuf.BinaryReader {
  override readMessage: protobuf.BinaryRead = (message, read) => {
    if (message instanceof struct.Struct) contents.set(message, structIn(this.readBytes()));
    else protobuf.BinaryReader.prototype.readMessage.call(this, message, read);
  };
}

class Writer extends protobuf.BinaryWriter {
  override writeMessage: protobuf.BinaryWrite = (field, message, write) => {
    if (message instanceof struct.Struct) this.writeBytes(field, structBytes(fieldsOf(message)));
    else protobuf.BinaryWriter.prototype.writeMessage.call(this, field, message, write);
  };
}
