/** A promise whose work starts when somebody asks for it: unasked it costs nothing and cannot be rejected unseen. */
export abstract class LazyPromise<Value> implements PromiseLike<Value> {
  #started: Promise<Value> | undefined;

  protected abstract start(): Promise<Value>;

  protected get promise(): Promise<Value> {
    return (this.#started ??= this.start());
  }

  // oxlint-disable-next-line unicorn/no-thenable -- being awaitable is the point
  then<Resolved = Value, Rejected = never>(
    onValue?: ((value: Value) => Resolved | PromiseLike<Resolved>) | null,
    onError?: ((error: unknown) => Rejected | PromiseLike<Rejected>) | null,
  ): Promise<Resolved | Rejected> {
    return this.promise.then(onValue, onError);
  }

  catch<Rejected = never>(onError: (error: unknown) => Rejected | PromiseLike<Rejected>): Promise<Value | Rejected> {
    return this.promise.catch(onError);
  }

  finally(onDone: () => void): Promise<Value> {
    return this.promise.finally(onDone);
  }
}
