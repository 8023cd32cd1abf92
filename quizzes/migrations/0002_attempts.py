import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('learners', '0002_progress'),
        ('quizzes', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='AskedQuestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('question', models.CharField(max_length=200)),
                ('order', models.JSONField()),
            ],
            options={
                'ordering': ('number',),
            },
        ),
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('question', models.CharField(max_length=200)),
                ('fields', models.JSONField()),
                ('saved', models.DateTimeField(auto_now=True)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='attempt',
            name='one_visual_attempt',
        ),
        migrations.RemoveConstraint(
            model_name='attempt',
            name='kind_is_known',
        ),
        migrations.AddField(
            model_name='attempt',
            name='at_once',
            field=models.BooleanField(default=True),
        ),
        migrations.AddField(
            model_name='attempt',
            name='finished',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='attempt',
            name='pass_mark',
            field=models.FloatField(default=0.7),
        ),
        migrations.AddField(
            model_name='attempt',
            name='title',
            field=models.CharField(default='', max_length=200),
        ),
        migrations.AddField(
            model_name='attempt',
            name='tries',
            field=models.PositiveSmallIntegerField(default=2),
        ),
        migrations.AlterField(
            model_name='attempt',
            name='kind',
            field=models.CharField(choices=[('visual', 'Visual quiz'), ('practice', 'Practice'), ('test', 'Test')], default='visual', max_length=10),
        ),
        migrations.AddConstraint(
            model_name='attempt',
            constraint=models.UniqueConstraint(condition=models.Q(('finished__isnull', True)), fields=('learner', 'course', 'document', 'kind'), name='one_open_attempt'),
        ),
        migrations.AddConstraint(
            model_name='attempt',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['visual', 'practice', 'test'])), name='kind_is_known'),
        ),
        migrations.AddField(
            model_name='askedquestion',
            name='attempt',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='asked', to='quizzes.attempt'),
        ),
        migrations.AddField(
            model_name='askedquestion',
            name='version',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='quizzes.questionversion'),
        ),
        migrations.AddField(
            model_name='draft',
            name='attempt',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='drafts', to='quizzes.attempt'),
        ),
        migrations.AddConstraint(
            model_name='askedquestion',
            constraint=models.UniqueConstraint(fields=('attempt', 'number'), name='one_question_per_number'),
        ),
        migrations.AddConstraint(
            model_name='askedquestion',
            constraint=models.UniqueConstraint(fields=('attempt', 'question'), name='no_question_twice'),
        ),
        migrations.AddConstraint(
            model_name='askedquestion',
            constraint=models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='questions_count_from_one'),
        ),
        migrations.AddConstraint(
            model_name='draft',
            constraint=models.UniqueConstraint(fields=('attempt', 'question'), name='one_draft_per_question'),
        ),
    ]
