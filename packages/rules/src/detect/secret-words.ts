/** Names whose value is a password; a space stands for space, `_`, `-` and nothing. */
// prettier-ignore
export const passwordWords: readonly string[] = [
  'password', 'passwd', 'pwd', 'passphrase', 'passcode', 'passwort', 'kennwort', 'contraseña', 'contrasena', 'mot de passe',
  'motdepasse', 'senha', 'wachtwoord', 'hasło', 'haslo', 'lösenord', 'salasana', 'пароль', '密码', 'パスワード', '비밀번호', 'mdp', 'pw', 'pass',
];

/** Names whose value is a key or token. */
// prettier-ignore
export const keyWords: readonly string[] = [
  'api key', 'apikey', 'access key', 'secret key', 'secret access key', 'private key', 'client secret', 'secret', 'token',
  'auth token', 'access token', 'refresh token', 'bearer token', 'api token', 'api secret', 'app secret', 'consumer secret', 'shared secret',
  'signing key', 'signing secret', 'encryption key', 'master key', 'service key', 'account key', 'storage key', 'webhook secret', 'x api key', 'authorization', 'credential',
  'credentials', 'access secret', 'oauth token', 'jwt secret', 'session secret', 'cookie secret', 'sas token', 'license key', 'auth key', 'deploy key', 'client key', 'secretkey', 'subscription key',
];
