package org.furwock.bench.programs;

import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.LRUQueryCache;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryCachingPolicy;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TotalHitCountCollectorManager;
import org.apache.lucene.store.ByteBuffersDirectory;

/** Counts the matches of a filter. The cache has room for half of the filters. */
final class LuceneProgram implements Program {

    private static final int DOCUMENTS = 2_000;
    private static final int FILTERS = 32;
    private static final long BYTES = 1 << 24;

    /**
     * On new JDKs Lucene warns that a newer Lucene searches vectors faster. This is the last one
     * for JDK 17, and nothing here is a vector. The field keeps the logger and its level.
     */
    private static final Logger VECTORS =
            Logger.getLogger("org.apache.lucene.internal.vectorization.VectorizationProvider");

    static {
        VECTORS.setLevel(Level.SEVERE);
    }

    private final IndexSearcher searcher;
    private final Query[] filters = new Query[FILTERS];

    LuceneProgram() throws IOException {
        ByteBuffersDirectory directory = new ByteBuffersDirectory();
        try (IndexWriter writer =
                new IndexWriter(directory, new IndexWriterConfig(new StandardAnalyzer()))) {
            for (int i = 0; i < DOCUMENTS; i++) {
                writer.addDocument(document(i));
            }
            writer.forceMerge(1);
        }
        searcher = new IndexSearcher(DirectoryReader.open(directory));
        searcher.setQueryCache(new LRUQueryCache(FILTERS / 2, BYTES, any -> true, 1));
        searcher.setQueryCachingPolicy(new CacheAll());
        for (int i = 0; i < FILTERS; i++) {
            filters[i] = filter(i);
        }
    }

    private static Document document(int i) {
        Document document = new Document();
        document.add(new StringField("colour", "c" + i % FILTERS, Field.Store.NO));
        document.add(new StringField("size", "s" + i % 7, Field.Store.NO));
        return document;
    }

    private static Query filter(int i) {
        Query both =
                new BooleanQuery.Builder()
                        .add(new TermQuery(new Term("colour", "c" + i)), BooleanClause.Occur.MUST)
                        .add(new TermQuery(new Term("size", "s" + i % 7)), BooleanClause.Occur.MUST)
                        .build();
        return new ConstantScoreQuery(both);
    }

    /**
     * One filter in 64 is chosen from all. The others are chosen from a few, as in typical
     * searches.
     */
    @Override
    public long operate(long random) throws IOException {
        int among = (random & 63) == 0 ? FILTERS : FILTERS / 4;
        Query filter = filters[(int) Long.remainderUnsigned(random >>> 32, among)];
        return searcher.search(filter, new TotalHitCountCollectorManager());
    }

    private static final class CacheAll implements QueryCachingPolicy {

        @Override
        public void onUse(Query query) {}

        @Override
        public boolean shouldCache(Query query) {
            return true;
        }
    }
}
