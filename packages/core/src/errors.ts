/** Documentation of one stable code: the single source for messages' remedies and for `docs/errors.md`. */
export interface CodeDescription {
  /** One sentence: what is wrong and what it means. */
  readonly meaning: string;
  /** One sentence: what the person who sees it should do. */
  readonly remedy: string;
}

/** All codes of one package. */
export type CodeCatalogue<C extends string = string> = Readonly<
  Record<C, CodeDescription>
>;

/** Where in which file a problem is; every field that is known is filled in. */
export interface ErrorLocation {
  /** File, patch or stream that was being handled. */
  readonly file?: string | undefined;
  /** Member path, outermost first, e.g. `software.tar/foo-1-1.noarch.rpm`. */
  readonly member?: string | undefined;
  /** Byte offset inside the innermost named thing. */
  readonly offset?: number | undefined;
}

/** What every coded error and every problem that is returned instead of thrown says. */
export interface CodedProblem {
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
  readonly location: ErrorLocation;
}

/** The shape every coded error has, whichever package it comes from. Test `code`, not `instanceof`. */
export type CodedError = Error & CodedProblem;

/** What an error can say besides code and message. */
export interface ErrorDetails {
  readonly location?: ErrorLocation | undefined;
  /** Instead of the catalogue's, when the case at hand has a better one. */
  readonly remedy?: string | undefined;
  readonly cause?: unknown;
}

/**
 * Base of all errors thrown by the `@stx-patch` packages: an operation could not be done.
 *
 * Observations about an input are not errors but {@link Finding}s.
 */
export class PatchError<C extends string = string>
  extends Error
  implements CodedError
{
  override readonly name: string = "PatchError";
  readonly code: C;
  readonly remedy: string;
  readonly location: ErrorLocation;

  /**
   * @param catalogue - the throwing package's codes, so that a code without a remedy does not compile
   * @param code - stable code
   * @param message - lower case, no full stop: the thing, what was expected, what came
   */
  constructor(
    catalogue: CodeCatalogue<C>,
    code: C,
    message: string,
    options: ErrorDetails = {},
  ) {
    super(
      message,
      options.cause === undefined ? undefined : { cause: options.cause },
    );
    this.code = code;
    this.remedy = options.remedy ?? catalogue[code].remedy;
    this.location = options.location ?? {};
  }
}

/**
 * Makes the error class of a package, tied to its codes.
 *
 * @param name - of the class, for stack traces
 */
export function errorClass<C extends string>(
  name: string,
  catalogue: CodeCatalogue<C>,
): new (code: C, message: string, details?: ErrorDetails) => PatchError<C> {
  return class extends PatchError<C> {
    override readonly name: string = name;

    constructor(code: C, message: string, details?: ErrorDetails) {
      super(catalogue, code, message, details);
    }
  };
}

/** True for errors of any of our packages (`rpm-parser` has its own class of the same shape). */
export function isCodedError(error: unknown): error is CodedError {
  return (
    error instanceof Error &&
    typeof (error as Partial<CodedError>).code === "string" &&
    typeof (error as Partial<CodedError>).remedy === "string" &&
    typeof (error as Partial<CodedError>).location === "object"
  );
}
