/**
 * How every process of the product is started. Answers are made of many short-lived objects: room for the young ones
 * keeps the collector from copying those that a request still needs (a sixth of the time under load without it).
 * Where objects are made that outlived the collections of a busy moment, V8 would from then on make all of them old at once:
 * dead answers then keep alive what they point to, and each collection of the young copies megabytes of it.
 */
export const nodeArguments: readonly string[] = [
  '--enable-source-maps',
  '--max-semi-space-size=32',
  '--no-allocation-site-pretenuring',
];
