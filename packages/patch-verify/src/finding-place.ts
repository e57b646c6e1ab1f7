import type { CheckFinding } from "./finding-log.js";
import type { PatchView } from "./patch-view.js";

/**
 * Completes the place of a finding that names a member and no byte in it: where the member's header is in the archive around it. So every
 * finding about something that is there can be looked up with a hex dump.
 */
export function withOffset(
  found: CheckFinding,
  { members, rpms = [] }: PatchView,
): CheckFinding {
  const { member } = found;
  if (member === undefined || found.offset !== undefined) return found;
  const place =
    members.find(({ name }) => name === member) ??
    rpms.find(({ fileName }) => `software.tar/${fileName}` === member);
  return place === undefined ? found : { ...found, offset: place.offset };
}
