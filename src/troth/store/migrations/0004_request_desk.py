# What a person answers, and which erasure a request continues.

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('store', '0003_requests'),
    ]

    operations = [
        migrations.AddField(
            model_name='requestcase',
            name='answer',
            field=models.BinaryField(default=b''),
        ),
        migrations.AddField(
            model_name='requestcase',
            name='continues',
            field=models.CharField(blank=True, default='', max_length=32),
        ),
    ]
