import { jwtVerify, SignJWT } from 'jose';

import { errors } from '../errors.ts';

const lifetimeSeconds = 3600;
const issuer = 'agentaudit';

/** Makes and reads the JWTs of people. */
export function createAccessTokens({ secret, now }: { secret: string; now: () => number }) {
  const key = new TextEncoder().encode(secret);
  return {
    /** Good for an hour. */
    issue: (userId: string, epoch: number): Promise<string> => {
      const issuedAt = Math.floor(now() / 1000);
      return new SignJWT({ epoch })
        .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
        .setIssuer(issuer)
        .setSubject(userId)
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + lifetimeSeconds)
        .sign(key);
    },
    /** The user a token was issued to, in which epoch of theirs, and when it ends. Throws a 401. */
    read: async (token: string): Promise<{ userId: string; epoch: number; expiresAtMs: number }> => {
      try {
        const { payload } = await jwtVerify(token, key, {
          algorithms: ['HS256'],
          issuer,
          currentDate: new Date(now()),
        });
        if (payload.sub !== undefined && payload.exp !== undefined) {
          return { userId: payload.sub, epoch: Number(payload['epoch'] ?? 0), expiresAtMs: payload.exp * 1000 };
        }
      } catch {
        // Which of the many ways it is wrong helps nobody but a forger.
      }
      throw errors.badToken();
    },
  };
}

export type AccessTokens = ReturnType<typeof createAccessTokens>;
