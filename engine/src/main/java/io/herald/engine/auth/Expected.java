package io.herald.engine.auth;

import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;

/**
 * What a token's claims must say, beside its times.
 *
 * @param issuer its {@code iss}; empty for any or none
 * @param audience one of its {@code aud}; empty for any or none
 */
public record Expected(Optional<String> issuer, Optional<String> audience) {
    /** How far the clocks of the token's issuer and of this machine may differ. */
    public static final Duration LEEWAY = Duration.ofSeconds(30);

    public static final Expected NOTHING = new Expected(Optional.empty(), Optional.empty());

    /** @throws RefusedException when the claims say otherwise */
    void check(JWTClaimsSet claims) {
        Instant now = Instant.now();
        if (expires(claims).filter(end -> !now.isBefore(end)).isPresent()) {
            throw RefusedException.expired();
        }
        Date begin = claims.getNotBeforeTime();
        if (begin != null && now.plus(LEEWAY).isBefore(begin.toInstant())) {
            throw RefusedException.invalid("it is not valid yet");
        }
        if (issuer.isPresent() && !issuer.get().equals(claims.getIssuer())) {
            throw RefusedException.invalid("it is of another issuer");
        }
        if (audience.isPresent() && !claims.getAudience().contains(audience.get())) {
            throw RefusedException.invalid("it is meant for another audience");
        }
    }

    /** Until when the token holds, leeway included; empty for always. */
    static Optional<Instant> expires(JWTClaimsSet claims) {
        return Optional.ofNullable(claims.getExpirationTime())
                .map(end -> end.toInstant().plus(LEEWAY));
    }
}
