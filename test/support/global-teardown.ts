export default async function tearDown(): Promise<void> {
  await (globalThis as { tearDownTestServer?: () => Promise<void> }).tearDownTestServer?.();
}
