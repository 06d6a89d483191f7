package io.herald.server.http

import com.fasterxml.jackson.databind.ObjectMapper
import java.net.http.HttpResponse

/** What specs look for in the answers of the admin API. */
class ApiAnswers {

    static Map<String, Object> json(HttpResponse<String> response) {
        new ObjectMapper().readValue(response.body(), Map)
    }

    /** It is of this status and code, and whole, and tells nothing of Herald's inside. */
    static void isProblem(HttpResponse<String> response, int status, String code) {
        assert response.statusCode() == status: response.body()
        assert response.headers().firstValue("Content-Type").get() == "application/problem+json"
        Map<String, Object> problem = json(response)
        assert problem.code == code
        assert problem.status == status
        assert problem.type == "urn:herald:problem:" + code
        assert problem.title && problem.detail && problem.instance
        assert !response.body().contains("io.herald") && !response.body().contains("\tat ")
    }
}
