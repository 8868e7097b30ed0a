import { Type } from 'typebox';

import { pageOf, pageQueryProperties } from './paging.ts';
import { ref } from './ref.ts';
import { InstantSchema } from './time.ts';

export const deliveryChannels = ['webhook', 'email'] as const;
export type DeliveryChannel = (typeof deliveryChannels)[number];

export const deliveryStatuses = ['gathering', 'pending', 'delivered', 'failed'] as const;
/** An e-mail is `gathering` while more may be put into it; `failed` is final. */
export type DeliveryStatus = (typeof deliveryStatuses)[number];

export const deliveryEvents = ['alert.created', 'approval.requested', 'test'] as const;
/** What is told. It stands in a webhook's `type`. */
export type DeliveryEvent = (typeof deliveryEvents)[number];

/** One attempt to deliver. */
export interface DeliveryAttempt {
  /** From 1. */
  number: number;
  at: string;
  durationMs: number;
  /** HTTP's or SMTP's status; `null` when the receiver did not answer. */
  responseStatus: number | null;
  /** The first 1,024 bytes. */
  responseBody: string | null;
  error: string | null;
}

/** A message to one receiver. */
export interface Delivery {
  /** The `webhook-id` of every attempt, and in an e-mail's `Message-ID`: receivers know a repetition by it. */
  id: string;
  channel: DeliveryChannel;
  event: DeliveryEvent;
  /** The URL or address that it goes to. */
  destination: string;
  status: DeliveryStatus;
  /** The latest last. */
  attempts: DeliveryAttempt[];
  nextAttemptAt: string | null;
  createdAt: string;
  settledAt: string | null;
}

export interface DeliveryQuery {
  limit?: number;
  offset?: number;
  cursor?: string;
  channel?: DeliveryChannel;
  status?: DeliveryStatus;
}

const NullableString = Type.Union([Type.String(), Type.Null()]);
const NullableInstant = Type.Union([InstantSchema, Type.Null()]);

export const DeliverySchema = Type.Object(
  {
    id: Type.String(),
    channel: Type.Enum([...deliveryChannels]),
    event: Type.Enum([...deliveryEvents]),
    destination: Type.String(),
    status: Type.Enum([...deliveryStatuses]),
    attempts: Type.Array(
      Type.Object({
        number: Type.Integer({ minimum: 1 }),
        at: InstantSchema,
        durationMs: Type.Integer({ minimum: 0 }),
        responseStatus: Type.Union([Type.Integer(), Type.Null()]),
        responseBody: NullableString,
        error: NullableString,
      }),
    ),
    nextAttemptAt: NullableInstant,
    createdAt: InstantSchema,
    settledAt: NullableInstant,
  },
  { $id: 'Delivery', additionalProperties: false },
);

export const DeliveryPageSchema = pageOf(ref<Delivery>(DeliverySchema), 'DeliveryPage');

export const DeliveryQuerySchema = Type.Object(
  {
    ...pageQueryProperties,
    channel: Type.Optional(Type.Enum([...deliveryChannels])),
    status: Type.Optional(Type.Enum([...deliveryStatuses])),
  },
  { additionalProperties: false },
);

/** A new signing secret, shown this once. */
export interface WebhookSecret {
  /** `whsec_` and 32 random bytes in base 64, as Standard Webhooks has it. */
  secret: string;
  /** Until when the secret before still signs too; `null` when there was none. */
  previousValidUntil: string | null;
}

export const WebhookSecretSchema = Type.Object(
  { secret: Type.String({ examples: ['whsec_…'] }), previousValidUntil: NullableInstant },
  { $id: 'WebhookSecret', additionalProperties: false },
);

export const NotificationTestSchema = Type.Object(
  { channel: Type.Enum([...deliveryChannels]) },
  { $id: 'NotificationTest', additionalProperties: false },
);
export interface NotificationTest {
  channel: DeliveryChannel;
}
