/** A command that could not do what was asked, for a reason its user can mend: shown without a stack. */
export class CommandFailed extends Error {
  override readonly name = 'CommandFailed';
}
