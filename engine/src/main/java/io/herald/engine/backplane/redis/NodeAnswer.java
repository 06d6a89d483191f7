package io.herald.engine.backplane.redis;

import io.herald.engine.backplane.NodeScripts;
import io.herald.engine.model.NodeSockets;
import io.herald.engine.model.Problem;
import io.herald.engine.model.Selection;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** What a node answers to a question, as the message it sends. */
final class NodeAnswer {
    private NodeAnswer() {}

    /** @param from id of who answers */
    static String ofSockets(Question question, String from, NodeSockets sockets) {
        Selection selection = question.selection();
        return switch (question.kind()) {
            case ROOMS ->
                ClusterText.writeTallies(question, from, sockets.rooms(selection.namespace(), question.slice()));
            case USERS -> ClusterText.writeTallies(question, from, sockets.users(selection, question.slice()));
            case ACKS ->
                ClusterText.writeAcks(
                        question, from, sockets.acks(question.about().orElseThrow()));
            case SOCKETS -> ClusterText.writeSockets(question, from, sockets.sockets(selection, question.slice()));
            case CHANGE ->
                ClusterText.writeCount(
                        question,
                        from,
                        sockets.change(selection, question.change().orElseThrow()));
            case TRY, CATCH_UP -> throw new IllegalArgumentException("sockets know nothing of scripts");
        };
    }

    static CompletionStage<String> ofScripts(Question question, String from, NodeScripts scripts) {
        String about = question.about().orElseThrow();
        CompletionStage<List<Problem>> problems =
                question.kind() == Question.Kind.TRY ? scripts.tryOut(about) : scripts.catchUp(about);
        return problems.exceptionally(failure -> List.of(Problem.ofScripts(Trouble.say(failure))))
                .thenApply(found -> ClusterText.writeProblems(question, from, found));
    }
}
