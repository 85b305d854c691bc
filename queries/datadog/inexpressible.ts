/**
 * Something of the catalog that Datadog's query language has no words for. Its message is a sentence's end for a person:
 * what cannot be said, and the remediation. Nothing is rounded or left out instead.
 */
export class Inexpressible extends Error {}
