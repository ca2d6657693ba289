-- The life of an authorisation (rulebook 2.3): AUTH_DRAFT until the principal is verified, AUTH_ACTIVE, then AUTH_USED, AUTH_REVOKED or AUTH_EXPIRED.
alter table card_authorization drop constraint card_authorization_state_check,
    add constraint card_authorization_state_check check (state in ('AUTH_DRAFT', 'AUTH_ACTIVE', 'AUTH_USED', 'AUTH_REVOKED', 'AUTH_EXPIRED'));
