/**
 * Processor time of some work, in milliseconds: unlike the time on the clock it tells the same on a machine that is busy with
 * other things. Counts all threads of the process.
 */
export async function processorMs(
  work: () => void | Promise<void>,
): Promise<number> {
  const start = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}
