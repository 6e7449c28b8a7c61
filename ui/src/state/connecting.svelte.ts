// Connecting one account or one address: what is typed, what must be answered first, what went wrong. It lives as long as
// its form does, so that a password or a secret address is nowhere else; what was typed stays until it is connected.
import { asFailure, type Failure } from "../ipc/call";
import type { CalendarAccount, Connected, ConnectQuestion, Keep, TrustCertificate } from "../ipc/types";
import type { App } from "./app.svelte";
import { STOPPED } from "./reading.svelte";

export type ConnectKind = "link" | "account";

export class Connecting {
  address = $state("");
  user = $state("");
  password = $state("");
  /** Where the secret is to be kept. */
  keep = $state<Keep>("keychain");
  question = $state.raw<ConnectQuestion | null>(null);
  failure = $state.raw<Failure | null>(null);
  /** What could not be read of what was connected last. */
  problems = $state.raw<readonly string[]>([]);
  /** A server is being asked. */
  working = $state(false);

  /** Which asking counts; one that was left does not. */
  #turn = 0;
  /** What was agreed to, for this address alone. */
  #agreed: { address: string; trust: TrustCertificate | null; hosts: readonly string[] } = {
    address: "",
    trust: null,
    hosts: [],
  };

  constructor(
    private readonly app: App,
    readonly kind: ConnectKind,
    /** What to say if something is asked after the form was left. */
    private readonly unanswered: string,
    /** The account that is connected again. */
    readonly again: CalendarAccount | null = null,
  ) {
    this.address = again?.address ?? "";
    this.user = again?.user ?? "";
    this.keep = again?.keep ?? "keychain";
  }

  /** Enough is typed to ask the server. */
  get isReady(): boolean {
    if (this.address.trim() === "") return false;
    return this.kind === "link" || (this.password !== "" && (this.user.trim() !== "" || this.address.includes("@")));
  }

  /** Asks the server; answers what was connected, if it was and the form is still there. */
  async send(): Promise<Connected | null> {
    if (this.working || !this.isReady) return null;
    const turn = ++this.#turn;
    this.working = true;
    this.question = null;
    this.failure = null;
    this.problems = [];
    try {
      const connected = await this.#ask();
      const { question, message } = connected;
      if (turn !== this.#turn) {
        this.app.toasts.show({ kind: "said", text: question === null ? (message ?? "") : this.unanswered });
        return null;
      }
      this.question = question;
      if (question !== null) return null;
      this.#forget();
      this.problems = connected.problems;
      if (message !== null) this.app.toasts.show({ kind: "said", text: message });
      await this.app.calendars.view.refresh();
      return connected;
    } catch (thrown) {
      const failure = asFailure(thrown);
      if (failure.code === STOPPED) return null;
      if (turn === this.#turn) this.failure = failure;
      else this.app.toasts.show({ kind: "failed", failure });
      return null;
    } finally {
      if (turn === this.#turn) this.working = false;
    }
  }

  /** Agrees to what was asked, and asks the server again with it. */
  agree(keep: Keep = this.keep): Promise<Connected | null> {
    const { question } = this;
    this.keep = keep;
    const { trust, hosts } = this.#consent();
    if (question?.kind === "certificate") this.#agreed = { address: this.address, trust: question.trust, hosts };
    if (question?.kind === "other_host")
      this.#agreed = { address: this.address, trust, hosts: [...hosts, question.host] };
    return this.send();
  }

  /** Answers no: nothing was connected, and what was typed stays. */
  refuse(): void {
    this.question = null;
  }

  /** The person wants it no more: what is under way is stopped. If it was done by then, that is said. */
  stop(): void {
    if (this.working) void this.app.reading.stop();
    this.leave();
  }

  /** The form goes away. What is under way goes on; what came of it is said then. */
  leave(): void {
    this.#turn += 1;
    this.working = false;
    this.question = null;
    this.#forget();
  }

  #consent(): { trust: TrustCertificate | null; hosts: readonly string[] } {
    return this.#agreed.address === this.address ? this.#agreed : { trust: null, hosts: [] };
  }

  #ask(): Promise<Connected> {
    const { trust, hosts } = this.#consent();
    const address = this.address.trim();
    const { keep } = this;
    if (this.kind === "link") return this.app.ipc.call("calendar_link_add", { address, keep, trust });
    return this.app.ipc.call("calendar_account_add", {
      address,
      user: this.user.trim(),
      password: this.password,
      keep,
      trust,
      hosts: [...hosts],
      account: this.again?.id ?? null,
    });
  }

  #forget(): void {
    this.address = "";
    this.user = "";
    this.password = "";
    this.#agreed = { address: "", trust: null, hosts: [] };
  }
}
